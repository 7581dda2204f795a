// The people of the town, as the first page of the demo offers them.
import assert from 'node:assert/strict';

/** Signs in by the click the demo offers; ends at the inbox. */
export async function signIn(page, name = 'Fatima Berg') {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.waitForURL(/participate\/inbox/);
}

/** The conversations in the list, top first. */
export function conversations(page) {
  return page.getByRole('region', { name: 'Samtal', exact: true }).getByRole('listitem').getByRole('link');
}

/** The conversation in which this was said last, in the list. */
export function conversation(page, words) {
  return conversations(page).filter({ hasText: words });
}

/** What is said in the open conversation, as its articles. */
export function said(page, words) {
  return page.getByRole('article').filter({ hasText: words });
}

/** The number that stands beside a view in the navigation; none is 0. */
export async function count(page, view) {
  const link = page.getByRole('navigation', { name: 'Torg' }).getByRole('link', { name: new RegExp(`^${view}`) });
  const text = await link.innerText();
  const [, figure] = /(\d*)\s*$/.exec(text);
  assert.ok(!/\d{4}/.test(figure), `${view} counts ${figure}`);
  return Number(figure || 0);
}
