// Accessibility as a machine can check it: the rules of WCAG 2.0, 2.1 and 2.2, levels A and AA, and no scrolling sideways.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Fails with one readable paragraph per broken rule: what, where, how to mend it. There are no exceptions to hand in:
 * a page that breaks a rule is mended.
 *
 * @param {import('playwright-core').Page} page with JavaScript on: the checker runs inside the page
 */
export async function checkAxe(page) {
  // Given through the debugger and not as a <script>, so that the strict content policy of our pages stays in force.
  await page.evaluate(SOURCE);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } }), TAGS);
  assert.ok(result.passes.length > 0, `No rule applied to ${page.url()}: was the page empty?`);
  assert.ok(result.violations.length === 0, `${result.violations.length} rules broken on ${page.url()}\n${result.violations.map(readable).join('\n')}`);
}

function readable({ id, impact, help, nodes }) {
  const places = nodes.map(({ target, html, failureSummary }) => {
    const mend = failureSummary.replaceAll('\n', '\n        ');
    return `    ${target.flat().join(' ')}\n      ${html.slice(0, 200)}\n        ${mend}`;
  });
  return `  ${id} (${impact}): ${help}\n${places.join('\n')}`;
}

/** WCAG 1.4.10: a page never scrolls sideways, also at 320 pixels. Names the elements that stick out. */
export async function checkReflow(page) {
  const outside = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  });
  assert.deepEqual(outside, [], `${page.url()} scrolls sideways at ${page.viewportSize().width} pixels.`);
}
