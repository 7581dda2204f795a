// The keyboard as people use it who have no mouse: Tab until the right thing has focus, then act.
import assert from 'node:assert/strict';

/** How often a patient person presses Tab before giving up. */
const PATIENCE = 150;

/**
 * Presses Tab (or Shift+Tab) until `wanted` has focus, and checks that the focus can be seen.
 *
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Locator} wanted exactly one element
 * @param {{backwards?: true}} [way]
 */
export async function tabTo(page, wanted, { backwards } = {}) {
  const passed = [];
  for (let presses = 0; presses < PATIENCE; presses += 1) {
    await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      const visible = await wanted.evaluate(showsFocus);
      assert.ok(visible, `Focus on ${wanted} cannot be seen: it has no outline and no box-shadow.`);
      return;
    }
    passed.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 80) ?? 'nothing'));
  }
  assert.fail(`${PATIENCE} presses of Tab did not reach ${wanted}. The focus passed:\n  ${[...new Set(passed)].join('\n  ')}`);
}

function showsFocus(element) {
  const style = getComputedStyle(element);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return outlined || style.boxShadow !== 'none';
}
