// One Chromium per story file; a fresh context per story, in the forms people use: desk or phone, light or dark, with or
// without JavaScript. A story also fails when a page breaks in a way that its reader would not see (see `watch`).
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ROOT } from './torg.mjs';

/** A common desk, and the narrowest page WCAG 2.2 asks for (1.4.10 Reflow: 320 CSS pixels). */
export const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 320, height: 640 } };

const FLAGS = [
  '--no-sandbox', // tests run as root in containers, and see only our own pages
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage', // containers have a small /dev/shm
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost', // no page may reach the world
  // The same pixels on every machine:
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--disable-lcd-text',
];

/** Launches Debian's Chromium, or the one that TORG_CHROMIUM names. */
export function openBrowser() {
  return chromium.launch({ executablePath: process.env.TORG_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

/**
 * A context like one person's browser: own cookies, Swedish, in Stockholm, with nothing that moves by itself.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} baseURL where addresses without a host are looked up: the town's
 * @param {{size?: 'desk'|'phone', scheme?: 'light'|'dark', javaScript?: boolean, locale?: string}} [form]
 */
export function openContext(browser, baseURL, { size = 'desk', scheme = 'light', javaScript = true, locale = 'sv-SE' } = {}) {
  assert.ok(size in SIZES, `A size is one of ${Object.keys(SIZES).join(', ')}, not ${size}.`);
  return browser.newContext({
    baseURL,
    viewport: SIZES[size],
    deviceScaleFactor: 1,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    javaScriptEnabled: javaScript,
    locale,
    timezoneId: 'Europe/Stockholm',
  });
}

/**
 * Collects what went wrong behind the pages of a context: errors in scripts, blocked by the content policy, answers of 500
 * and above, requests to any other host. `origin` is the address that pages may talk to.
 *
 * @returns {string[]} the list, filled as the story goes on
 */
export function watch(context, origin) {
  const faults = [];
  context.on('weberror', (found) => faults.push(`script error: ${found.error().message}`));
  context.on('console', (line) => {
    // A refused form (4xx) is logged by the browser as an error too; it is a page like any other.
    const isStatusLine = line.text().startsWith('Failed to load resource');
    if (line.type() === 'error' && !isStatusLine) faults.push(`console: ${line.text()}`);
  });
  context.on('request', (request) => {
    const url = request.url();
    if (/^(https?|wss?):/.test(url) && new URL(url).origin !== origin) faults.push(`asked another host: ${url}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} from ${response.request().method()} ${response.url()}`);
  });
  return faults;
}

/**
 * With TORG_SCREENSHOTS=1: writes the page to docs/guide/images/NAME.png, at rest, without caret or motion.
 * Otherwise it does nothing, so that an ordinary test run leaves the work tree as it was.
 */
export async function screenshot(page, name, { fullPage = false } = {}) {
  assert.match(name, /^[a-z0-9-]+$/, 'A picture is named in small letters, digits and hyphens.');
  if (process.env.TORG_SCREENSHOTS !== '1') return;
  const folder = path.join(ROOT, 'docs', 'guide', 'images');
  await mkdir(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled', caret: 'hide', scale: 'css', fullPage });
}
