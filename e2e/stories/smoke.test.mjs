// The town opens: whoever starts the demo meets a sign-in page with people to choose from, in every form of page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAxe, checkReflow } from '../lib/axe.mjs';
import { openTown } from '../lib/town.mjs';

const town = openTown();

/** First name and surname, as in "Åse Lind" or "Kari Nygård". */
const NAMED = /\p{Lu}\p{L}+ (?:\p{Lu}\p{L}+)/u;

/** The people one may sign in as: a button each, or a link each. */
function people(page) {
  return page.getByRole('button', { name: NAMED }).or(page.getByRole('link', { name: NAMED }));
}

for (const javaScript of [true, false]) {
  test(`the first page lets me choose who I am, JavaScript ${javaScript ? 'on' : 'off'}`, async (t) => {
    const page = await town.page(t, { javaScript });
    const answer = await page.goto('/');
    assert.equal(answer.status(), 200, `the first page answers 200, at ${page.url()}`);
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, 'one heading says what page this is');
    await people(page).first().waitFor();
    const found = await people(page).count();
    assert.ok(found >= 3, `at least three named people to sign in as, found ${found}`);
  });

  test(`one click signs me in, JavaScript ${javaScript ? 'on' : 'off'}`, async (t) => {
    const page = await town.page(t, { javaScript });
    await page.goto('/');
    const first = page.url();
    await people(page).first().click();
    await page.waitForURL((url) => url.href !== first);
    assert.equal(await page.getByRole('main').count(), 1, `the page after signing in has its main part, at ${page.url()}`);
    const cookies = await page.context().cookies();
    assert.ok(cookies.some((cookie) => cookie.httpOnly), 'the session is in a cookie that scripts cannot read');
  });
}

for (const size of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    test(`the first page is accessible, ${size}, ${scheme}`, async (t) => {
      const page = await town.page(t, { size, scheme });
      await page.goto('/');
      await checkAxe(page);
      await checkReflow(page);
    });
  }
}
