// Every page that a link leads to, found by walking: the rules of WCAG 2.2 AA that a machine can check, and nothing sideways at
// 320 pixels. A page that is built tomorrow is checked tomorrow, by being linked to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAxe, checkReflow } from '../lib/axe.mjs';
import { SIZES } from '../lib/browser.mjs';
import { signIn } from '../lib/people.mjs';
import { openTown } from '../lib/town.mjs';

const town = openTown();

/** Pages of one shape are one page: ids, numbers and what stands behind the question mark make no other. */
function shape(address) {
  const { pathname, searchParams } = new URL(address);
  const path = pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{32}\b|\b\d+\b/g, '…');
  return [path, ...[...searchParams.keys()].sort()].join(' ');
}

/** Leads to something that is not a page of ours, or out of the house. */
const NO_PAGE = /\.(json|csv|txt|ics|xml|png|svg|js|css)$|^\/(assets|log|events|sign-out)\b|\/(export|tile)\b|openapi/;

/** Every address that the open page links to, without its place on the page. */
function links(page) {
  return page.evaluate(() => [...document.querySelectorAll('a[href]')].map((link) => link.href.split('#')[0]));
}

/** Walks from page to page and calls `look` at each shape once. Gives the shapes met. */
async function walk(page, begin, look) {
  const met = new Map();
  const ahead = [...begin];
  while (ahead.length > 0) {
    const address = new URL(ahead.shift(), town.url).href;
    const { origin, pathname } = new URL(address);
    if (origin !== town.url || NO_PAGE.test(pathname) || met.has(shape(address))) continue;
    const answer = await page.goto(address);
    met.set(shape(address), answer.status());
    if (!/text\/html/.test(answer.headers()['content-type'] ?? '')) continue;
    ahead.push(...(await links(page)));
    await look(address);
  }
  return met;
}

/** In the light at a desk, and in the dark on a phone; with everything opened that can be. */
async function isForEveryone(page) {
  for (const [size, colorScheme] of [['desk', 'light'], ['phone', 'dark']]) {
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    await checkAxe(page);
    await checkReflow(page);
  }
}

for (const who of ['Astrid Holm', 'Fatima Berg']) {
  test(`every page that ${who} can walk to is for everyone`, async (t) => {
    const page = await town.page(t);
    await signIn(page, who);
    const met = await walk(page, ['/participate/inbox'], (address) => t.test(shape(address), () => isForEveryone(page)));
    const wrong = [...met].filter(([, status]) => status >= 400);
    assert.deepEqual(wrong, [], 'no link leads nowhere');
    assert.ok(met.size > 12, `only ${met.size} pages were met: ${[...met.keys()].join(', ')}`);
  });
}

test('every page that anyone can walk to without signing in is for everyone', async (t) => {
  const page = await town.page(t);
  const met = await walk(page, ['/', '/sign-in', '/api/v1/'], (address) => t.test(shape(address), () => isForEveryone(page)));
  assert.ok(met.size >= 2, [...met.keys()].join(', '));
});
