// Channels without a program behind them: a stranger writes in a contact form and reads the answer there; a message is entered by hand and
// its answer carried over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAxe, checkReflow } from '../lib/axe.mjs';
import { screenshot } from '../lib/browser.mjs';
import { signIn } from '../lib/people.mjs';
import { openTown } from '../lib/town.mjs';

const town = openTown();

/** Adds a channel of `network` with these settings, as the administrator. */
async function addChannel(t, network, settings) {
  const page = await town.page(t);
  await signIn(page, 'Astrid Holm');
  await page.goto(`/govern/channels/new/${network}`);
  for (const [key, value] of Object.entries(settings)) await page.locator(`[name="setting-${key}"]`).fill(value);
  await page.getByRole('button', { name: 'Kontrollera' }).click();
  await page.locator('form[action*="/confirm/"] button[type="submit"]').first().click();
  await page.waitForURL(/\/govern\/channels\/(?!new|confirm)/);
}

/** Waits until the page says something that comes by itself. */
async function until(page, locator) {
  for (let tries = 0; tries < 60 && !(await locator.isVisible()); tries += 1) {
    await page.waitForTimeout(500);
    await page.reload();
  }
  await locator.waitFor();
}

test('a stranger writes in the contact form and reads the answer', async (t) => {
  await addChannel(t, 'webform', { path: 'kontakt', title: 'Kontakta Exempelby kommun', intro: 'Skriv till oss om stort och smått.' });
  const stranger = await town.page(t);
  await stranger.goto('/contact/kontakt?lang=sv');
  await checkAxe(stranger);
  await checkReflow(stranger);
  await stranger.waitForTimeout(3500);
  await stranger.getByLabel('Vad det gäller').fill('Badet');
  await stranger.getByLabel('Ditt meddelande').fill('När öppnar utebadet i år?');
  await stranger.getByRole('button', { name: 'Skicka' }).click();
  await stranger.getByText('Vi har fått ditt meddelande').waitFor();
  const own = new URL(stranger.url()).pathname;
  await checkAxe(stranger);

  const page = await town.page(t);
  await signIn(page, 'Fatima Berg');
  await page.goto('/participate/inbox');
  const line = page.getByRole('link', { name: /utebadet i år/ }).first();
  await until(page, line);
  await line.click();
  await page.locator('#compose textarea').first().fill('Utebadet öppnar den 1 juni.');
  await page.keyboard.press('Control+Enter');

  await stranger.goto(`${own}?lang=sv`);
  await until(stranger, stranger.getByText('Utebadet öppnar den 1 juni.'));
  assert.equal(await stranger.getByText('Fatima').count(), 0, 'the authority answers, no name');
  await checkAxe(stranger);
  await checkReflow(stranger);
  await screenshot(stranger, 'contact-answer');
});

test('a message is entered by hand and its answer carried over', async (t) => {
  await addChannel(t, 'manual', { address: 'https://forum.example/exempelby', network: 'Grannforum', handle: 'exempelby', name: 'Exempelby' });
  const page = await town.page(t);
  await signIn(page, 'Fatima Berg');
  await page.goto('/listen');
  await page.getByRole('link', { name: 'För in något som skrivits' }).click();
  await checkAxe(page);
  await checkReflow(page);
  await page.getByLabel('Vad som skrevs').fill('Har ni sandlådan öppen på Grusgatan?');
  await page.getByLabel('Vem som skrev').fill('Åse Lind');
  await page.getByRole('button', { name: 'För in' }).click();
  await page.getByText('Har ni sandlådan öppen på Grusgatan?').first().waitFor();
  await page.locator('#compose textarea').first().fill('Ja, den står öppen dygnet runt.');
  await page.keyboard.press('Control+Enter');

  await page.goto('/publish/outbox');
  const words = page.getByLabel('Orden att klistra in');
  await until(page, words);
  assert.equal(await words.inputValue(), 'Ja, den står öppen dygnet runt.');
  await checkAxe(page);
  await checkReflow(page);
  await screenshot(page, 'carrying');
  await page.getByLabel('Adressen dit det kom').fill('https://forum.example/t/18');
  await page.getByRole('button', { name: 'Det är publicerat' }).click();
  await page.getByRole('link', { name: 'Se det i nätverket' }).first().waitFor();
});
