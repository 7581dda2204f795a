// The pages of the inbox for everyone: the rules of WCAG 2.2 AA that a machine can check, nothing sideways at 320 pixels, light
// and dark. The pictures of the handbook are taken on the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAxe, checkReflow } from '../lib/axe.mjs';
import { screenshot } from '../lib/browser.mjs';
import { conversation, conversations, signIn } from '../lib/people.mjs';
import { openTown } from '../lib/town.mjs';

const town = openTown();

/** Every state of the inbox's pages that looks different. */
const PAGES = [
  ['the inbox', async () => {}],
  ['an empty view', (page) => page.goto('/participate/inbox?view=waiting&order=newest')],
  ['a search', (page) => page.goto('/participate/inbox?q=simhallen')],
  ['a search without a hit', (page) => page.goto('/participate/inbox?q=finnsinte')],
  ['a conversation', (page) => conversation(page, 'Samma fråga').click()],
  ['a note under way', async (page) => {
    await conversation(page, 'Hassan').click();
    await page.getByText('Intern anteckning').first().click();
    await page.getByRole('textbox', { name: 'Intern anteckning' }).fill('Fråga Omar.');
  }],
  ['a conversation that is to be given away', async (page) => {
    await conversation(page, 'Hassan').click();
    await page.getByRole('main').getByText(/^Du har det|^Ge till/).first().click();
  }],
  ['an answer that was refused', async (page) => {
    await conversation(page, 'Hassan').click();
    await page.getByLabel('Svar', { exact: true }).fill('För långt. '.repeat(99));
    await page.getByRole('button', { name: /^Svara/ }).click();
    await page.getByText(/får plats/).waitFor();
  }],
  ['my choices', (page) => page.goto('/preferences')],
  ['nothing at this address', (page) => page.goto('/participate/conversations/sju')],
];

for (const size of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    test(`every page of the inbox is for everyone, ${size}, ${scheme}`, async (t) => {
      const page = await town.page(t, { size, scheme });
      for (const [what, goTo] of PAGES) {
        await t.test(what, async () => {
          await signIn(page);
          await goTo(page);
          await page.waitForLoadState();
          await checkAxe(page);
          await checkReflow(page);
        });
      }
    });
  }
}

test('the menu opens on a phone without JavaScript', async (t) => {
  const page = await town.page(t, { size: 'phone', javaScript: false });
  await signIn(page);
  assert.equal(await page.getByRole('link', { name: /^Försenade/ }).count(), 0, 'it is closed');
  await page.getByRole('link', { name: 'Meny' }).click();
  await page.getByRole('link', { name: /^Försenade/ }).click();
  await page.getByRole('heading', { level: 1, name: /Försenade/ }).waitFor();
});

test('pictures for the handbook', async (t) => {
  for (const scheme of ['light', 'dark']) {
    const page = await town.page(t, { scheme });
    await signIn(page);
    await conversations(page).first().waitFor();
    await screenshot(page, `inbox-${scheme}`);
    await conversation(page, 'Samma fråga').click();
    await page.getByLabel('Svar', { exact: true }).fill('Hej Peder! Strömmen väntas tillbaka 13.30 och simhallen öppnar kl. 15.');
    await page.getByText(/\d av 500/).waitFor();
    await screenshot(page, `thread-${scheme}`);
    assert.match(page.url(), /conversations/);
  }
  const page = await town.page(t);
  await signIn(page);
  await conversation(page, 'Sanna').click();
  await page.getByText('Intern anteckning').first().click();
  await page.getByRole('textbox', { name: 'Intern anteckning' }).fill('Nej, det är filialen i Ekängen som byggs om. Beslutet kommer i mars.');
  await screenshot(page, 'composer-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await screenshot(page, 'composer-dark');
  const phone = await town.page(t, { size: 'phone' });
  await signIn(phone);
  await screenshot(phone, 'inbox-phone');
  await conversation(phone, 'Hassan').click();
  await screenshot(phone, 'thread-phone', { fullPage: true });
});
