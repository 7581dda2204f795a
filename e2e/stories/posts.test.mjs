// One message: written, shaped for a channel, handed in, approved by another, in the square; and a stop that holds everything back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkAxe, checkReflow } from '../lib/axe.mjs';
import { screenshot } from '../lib/browser.mjs';
import { tabTo } from '../lib/keyboard.mjs';
import { signIn } from '../lib/people.mjs';
import { openTown } from '../lib/town.mjs';

const town = openTown();
const TEXT = 'Isbanan vid Ågården öppnar på lördag kl. 10.';
const OWN = 'Vi öppnar isbanan på lördag kl. 10. Ta med hjälm!';

/** What stands in the square, all of it. */
const square = () => readFileSync(join(town.torg.data, 'arena', 'arena.jsonl'), 'utf8');
const until = async (what, holds) => {
  for (let look = 0; !(await holds()); look += 1) {
    assert.ok(look < 120, `waited in vain: ${what}`);
    await new Promise((later) => setTimeout(later, 250));
  }
};

async function write(page, text) {
  await page.goto('/publish/posts/new');
  await page.getByLabel(/^Exempelby kommun/).check();
  await page.getByLabel('Text', { exact: true }).fill(text);
  await page.getByLabel('Var står informationen för gott?').fill('https://exempelby.example/isbanan');
}

test('a post is written, shaped, approved by another and is in both channels once', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Ingrid Solberg');
  await page.goto('/publish/posts');
  await page.getByRole('link', { name: 'Nytt innlegg' }).first().click();
  await page.getByLabel(/^Exempelby kommun/).check();
  await page.getByLabel(/^Simhallen i Exempelby/).check();
  await page.getByLabel('Tekst', { exact: true }).fill(TEXT);
  await page.getByLabel('Hvor står informasjonen for godt?').fill('https://exempelby.example/isbanan');
  await page.getByRole('button', { name: 'Lagre utkast' }).click();
  await page.waitForURL(/\/edit$/);
  await page.getByRole('article', { name: /^Simhallen/ }).getByRole('button', { name: 'Tilpass for denne kanalen' }).click();
  await page.getByLabel('Kanalens egen tekst').fill(OWN);
  await page.getByRole('button', { name: /^Lever til godkjenning/ }).click();
  await page.getByText('Du har skrevet i innlegget, så noen andre godkjenner det.').waitFor();
  await checkAxe(page);
  assert.ok(!square().includes('Ågården'), 'nothing leaves before somebody else said yes');

  const phone = await town.page(t, { size: 'phone' });
  await signIn(phone, 'Lena Ek');
  await phone.goto('/publish/approvals');
  await phone.getByRole('link', { name: /Isbanan vid Ågården/ }).click();
  await checkAxe(phone);
  await checkReflow(phone);
  await phone.getByText(OWN).waitFor();
  await phone.getByRole('button', { name: 'Godkänn' }).click();
  await phone.getByText(/Planerat|Klart/).first().waitFor();
  await until('both are in the square', () => square().includes(TEXT) && square().includes(OWN));
  assert.equal(square().split(TEXT).length, 2, 'once');
  await until('the post is done', async () => { await phone.reload(); return (await phone.getByText('Klart').count()) > 0; });
  assert.ok((await phone.getByText('Publicerat').count()) >= 2);
});

test('what cannot leave is said in words, and nothing that was written is lost', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Omar Lind');
  await write(page, 'Gäller 19121212-1212.');
  await page.getByRole('button', { name: /^Lämna|^Publicera/ }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('Text', { exact: true }).inputValue(), 'Gäller 19121212-1212.');
  await checkAxe(page);
});

test('by keyboard alone', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Omar Lind');
  await page.goto('/publish/posts/new');
  await tabTo(page, page.getByLabel(/^Simhallen i Exempelby/));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByLabel('Text', { exact: true }));
  await page.keyboard.type('Bastun är varm.');
  await tabTo(page, page.getByLabel('Var står informationen för gott?'));
  await page.keyboard.type('https://exempelby.example/simhallen');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Du har skrivit i inlägget, så någon annan godkänner det.').waitFor();
});

test('a stop is on every page, holds everything back, and one decides afterwards', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Lena Ek');
  await page.goto('/publish/stops');
  await page.getByLabel('Varför?').fill('Olycka i hamnen.');
  await page.getByRole('button', { name: 'Stoppa nu' }).click();
  await page.getByText('Stopp: Allt.').first().waitFor();
  await checkAxe(page);

  const other = await town.page(t, { size: 'phone' });
  await signIn(other);
  await other.getByText('Olycka i hamnen.').first().waitFor();
  await checkReflow(other);

  await page.goto('/publish/stops');
  await page.getByRole('button', { name: 'Häv stoppet' }).click();
  await page.waitForURL(/outbox/);
  await page.getByRole('heading', { name: 'Stoppat', exact: true }).waitFor();
  await checkAxe(page);
  await checkReflow(page);
  await page.getByRole('button', { name: 'Skicka vid tiden' }).first().click();
  await page.waitForURL(/outbox/);
});

for (const size of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    test(`the pages of posts are for everyone, ${size}, ${scheme}`, async (t) => {
      const page = await town.page(t, { size, scheme });
      await signIn(page, 'Lena Ek');
      for (const address of ['/publish/posts', '/publish/posts?state=dropped', '/publish/posts/new', '/publish/approvals', '/publish/templates', '/publish/templates/new', '/publish/stops', '/publish/outbox']) {
        await page.goto(address);
        await checkAxe(page);
        await checkReflow(page);
      }
      await page.goto('/publish/posts?state=planned');
      await page.getByRole('link', { name: 'Jultider i simhallen' }).click();
      await checkAxe(page);
      await checkReflow(page);
    });
  }
}

test('pictures of posts for the handbook', async (t) => {
  for (const scheme of ['light', 'dark']) {
    const page = await town.page(t, { scheme });
    await signIn(page, 'Lena Ek');
    await page.goto('/publish/posts');
    await screenshot(page, `posts-${scheme}`);
    await page.goto('/publish/posts?state=planned');
    await page.getByRole('link', { name: 'Jultider i simhallen' }).click();
    await screenshot(page, `post-${scheme}`, { fullPage: true });
    await page.goto('/publish/posts?state=draft');
    await page.getByRole('link', { name: 'Snørydding' }).click();
    await page.getByRole('link', { name: 'Skriv vidare' }).click();
    await screenshot(page, `compose-${scheme}`);
  }
});
