// Signing in: an authenticator app and passkeys as people use them, with a virtual authenticator in the browser; and the pages of
// one's own account for everyone.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { checkAxe, checkReflow } from '../lib/axe.mjs';
import { screenshot } from '../lib/browser.mjs';
import { tabTo } from '../lib/keyboard.mjs';
import { signIn } from '../lib/people.mjs';
import { openTown } from '../lib/town.mjs';

// Passkeys belong to a name, not to a number.
const town = openTown({ host: 'localhost' });

/** A device that can hold passkeys and knows its owner's finger. */
async function device(page, more = {}) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
    automaticPresenceSimulation: true, ...more,
  };
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  return {
    recognises: (isUserVerified) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  };
}

async function signOut(page) {
  await page.getByRole('button', { name: 'Logga ut', exact: true }).first().click();
  await page.waitForURL(/sign-in/);
}

async function addPasskey(page, name) {
  await page.goto('/me');
  await page.getByLabel('Namn på passnyckeln').last().fill(name);
  await page.getByRole('button', { name: 'Lägg till en passnyckel' }).click();
  await page.waitForLoadState();
}

/** What an authenticator app shows for a secret typed in base32 (RFC 6238). */
function appShows(typed) {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...typed.replace(/\s/g, '')].map((sign) => signs.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', secret).update(step).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('Fatima adds a passkey and signs in with it, without saying who she is', async (t) => {
  const page = await town.page(t);
  const phone = await device(page);
  await signIn(page, 'Fatima Berg');
  await addPasskey(page, 'Jobbmobilen');
  await page.getByRole('heading', { level: 1, name: 'Reservkoder' }).waitFor();
  assert.equal(await page.getByRole('main').getByRole('listitem').count(), 10, 'with the first second factor come recovery codes');
  const [credential] = await phone.credentials();
  assert.equal(credential.rpId, 'localhost');
  assert.ok(credential.isResidentCredential, 'the device can say whose it is');
  await page.getByRole('link', { name: 'Jag har sparat dem' }).click();
  await page.getByText('Jobbmobilen').first().waitFor();
  await signOut(page);

  await page.goto('/sign-in?with=form');
  await tabTo(page, page.getByRole('button', { name: 'Logga in med passnyckel' }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/participate\/inbox/);
  await page.getByText('Fatima Berg').first().waitFor();

  // With her address, too; and not with another's.
  await signOut(page);
  await page.goto('/sign-in?with=form');
  await page.getByLabel('E-postadress').fill('fatima@exempelby.example');
  await page.getByRole('button', { name: 'Logga in med passnyckel' }).click();
  await page.waitForURL(/participate\/inbox/);
  await signOut(page);
  for (const address of ['omar@exempelby.example', 'ingen@exempelby.example']) {
    await page.goto('/sign-in?with=form');
    await page.getByLabel('E-postadress').fill(address);
    await page.getByRole('button', { name: 'Logga in med passnyckel' }).click();
    await page.getByText('Det blev ingen passnyckel den här gången').waitFor();
    assert.match(page.url(), /sign-in/);
  }

  // The device does not know the finger: nobody comes in.
  await phone.recognises(false);
  await page.goto('/sign-in?with=form');
  await page.getByRole('button', { name: 'Logga in med passnyckel' }).click();
  await page.getByText('Det blev ingen passnyckel den här gången').waitFor();
  await phone.recognises(true);

  // It gets another name, and goes.
  await page.getByRole('button', { name: 'Logga in med passnyckel' }).click();
  await page.waitForURL(/participate\/inbox/);
  await page.goto('/me');
  await page.getByText('Ändra: Jobbmobilen').click();
  await page.getByLabel('Namn på passnyckeln').first().fill('Nya mobilen');
  await page.getByRole('button', { name: 'Spara' }).first().click();
  await page.getByText('Ändra: Nya mobilen').click();
  await page.getByRole('button', { name: /Ta bort.*Nya mobilen/ }).click();
  await page.getByText('Nya mobilen').first().waitFor({ state: 'detached' });
  await signOut(page);
  await page.goto('/sign-in?with=form');
  await page.getByRole('button', { name: 'Logga in med passnyckel' }).click();
  await page.getByText('Passnyckeln gick inte att godta').waitFor();
});

test('an answer of a passkey serves its owner, once', async (t) => {
  const page = await town.page(t);
  await device(page);
  await signIn(page, 'Ingrid Solberg');
  await page.goto('/me');
  await page.getByLabel('Navn på passnøkkelen').fill('Mobilen');
  await page.getByRole('button', { name: 'Legg til en passnøkkel' }).click();
  await page.getByRole('heading', { level: 1, name: 'Reservekoder' }).waitFor();
  await page.goto('/me');
  // What the page's own script does, kept for an attack.
  const taken = await page.evaluate(async () => {
    const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
    const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    const { options, token } = await (await fetch('/sign-in/passkey/question', { method: 'POST', body: new URLSearchParams() })).json();
    const publicKey = { ...options.publicKey, challenge: bytes(options.publicKey.challenge), allowCredentials: [] };
    const made = await navigator.credentials.get({ publicKey });
    const response = {};
    for (const field of ['clientDataJSON', 'authenticatorData', 'signature', 'userHandle']) response[field] = text(made.response[field]);
    const answer = { id: made.id, rawId: text(made.rawId), type: made.type, response, extensions: {} };
    return { token, answer: JSON.stringify(answer) };
  });
  const send = (where, fields) =>
    page.evaluate(async ([to, form]) => {
      const answer = await fetch(to, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual', headers: { accept: 'text/html' } });
      return { status: answer.status, redirected: answer.type === 'opaqueredirect', text: await answer.text() };
    }, [where, fields]);

  // Omar, signed in, shows Ingrid's passkey as his own.
  await signOut2(page);
  await signIn(page, 'Omar Lind');
  await page.goto('/me');
  const formToken = await page.evaluate(() => document.body.dataset.formToken);
  const asOmar = await send('/me/confirm/passkey', { ...taken, 'form-token': formToken });
  assert.equal(asOmar.status, 403);
  assert.match(asOmar.text, /Passnyckeln är någon annans/);
  // The question is used up by it: nobody comes in with the same answer.
  const replayed = await send('/sign-in/passkey', taken);
  assert.equal(replayed.redirected, false);
  assert.match(replayed.text, /Börja om/);
  // Nonsense is refused in words.
  for (const answer of ['', '{}', 'null', '[]', '{"id":"x","rawId":"x","type":"public-key","response":{}}']) {
    const refused = await send('/sign-in/passkey', { token: taken.token, answer });
    assert.ok(refused.status >= 400 && refused.status < 500, `${answer}: ${refused.status}`);
  }
});

/** In Norwegian. */
async function signOut2(page) {
  await page.getByRole('button', { name: 'Logg ut', exact: true }).first().click();
  await page.waitForURL(/sign-in/);
}

test('Astrid adds an authenticator app, and demands a second factor of those who govern', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Astrid Holm');
  await page.goto('/govern/sign-in');
  await page.getByLabel('De som styr eller driver Torg').check();
  await page.getByRole('button', { name: 'Spara' }).click();
  // It holds for herself from the very next page.
  await page.getByText('Myndigheten kräver en andra faktor av dig').waitFor();
  await page.getByRole('link', { name: 'Lägg till en andra faktor' }).click();
  await page.getByRole('button', { name: 'Lägg till en kodapp' }).click();
  await page.getByRole('img', { name: /QR-kod/ }).waitFor();
  await screenshot(page, 'authenticator-app');
  const typed = await page.locator('p.mono').innerText();
  await page.getByLabel('Koden som appen visar').fill(appShows(typed));
  await page.getByRole('button', { name: 'Spara kodappen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Reservkoder' }).waitFor();
  await page.goto('/govern/sign-in');
  await page.getByLabel('Ingen; den som vill har en').check();
  await page.getByRole('button', { name: 'Spara' }).click();
  await page.waitForLoadState();
});

test('one\'s account works without JavaScript, but for passkeys, and says so', async (t) => {
  const page = await town.page(t, { javaScript: false });
  await signIn(page, 'Rune Arkiv');
  await page.goto('/me');
  assert.equal(await page.getByRole('button', { name: 'Lägg till en passnyckel' }).count(), 0);
  await page.getByText('Passnycklar behöver JavaScript').waitFor();
  await page.getByRole('button', { name: 'Lägg till en kodapp' }).click();
  const typed = await page.locator('p.mono').innerText();
  await page.getByLabel('Koden som appen visar').fill(appShows(typed));
  await page.getByRole('button', { name: 'Spara kodappen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Reservkoder' }).waitFor();
});

const PAGES = [
  ['the sign-in', async (page) => { await page.context().clearCookies(); await page.goto('/sign-in?with=form'); }],
  ['my account', (page) => page.goto('/me')],
  ['proving who one is', (page) => page.goto('/me/confirm')],
  ['adding an app', async (page) => { await page.goto('/me'); await page.getByRole('button', { name: 'Lägg till en kodapp' }).click(); }],
  ['a wrong code', async (page) => {
    await page.goto('/me/app');
    await page.getByLabel('Koden som appen visar').fill('000000');
    await page.getByRole('button', { name: 'Spara kodappen' }).click();
    await page.getByRole('alert').waitFor();
  }],
  ['my preferences', (page) => page.goto('/preferences')],
];
const GOVERNING = [
  ['how people sign in', (page) => page.goto('/govern/sign-in')],
  ['a new provider', (page) => page.goto('/govern/sign-in/providers/new')],
  ['a provider that does not answer', async (page) => {
    await page.goto('/govern/sign-in/providers/new');
    await page.getByLabel('Namn på knappen').fill('Exempelby');
    await page.getByLabel('Utfärdare').fill('https://127.0.0.1:9');
    await page.getByLabel('Klientens namn').fill('torg');
    await page.getByLabel('Klientens hemlighet').fill('hemligt');
    await page.getByRole('button', { name: 'Fråga leverantören och spara' }).click();
    await page.getByRole('alert').waitFor();
  }],
  ['a person to be recovered', async (page) => {
    await page.goto('/govern/people');
    await page.getByRole('link', { name: 'Omar Lind' }).click();
    await page.getByText('Logga ut personen överallt').first().click();
  }],
];

for (const size of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    test(`every page of signing in is for everyone, ${size}, ${scheme}`, async (t) => {
      const page = await town.page(t, { size, scheme });
      const open = async (who, [what, goTo]) => {
        await t.test(what, async () => {
          await page.context().clearCookies();
          await signIn(page, who);
          await goTo(page);
          await page.waitForLoadState();
          await checkAxe(page);
          await checkReflow(page);
        });
      };
      for (const one of PAGES) await open('Omar Lind', one);
      for (const one of GOVERNING) await open('Astrid Holm', one);
    });
  }
}

test('pictures of the account for the handbook', async (t) => {
  for (const scheme of ['light', 'dark']) {
    const page = await town.page(t, { scheme });
    await signIn(page, 'Omar Lind');
    await page.goto('/me');
    await screenshot(page, `account-${scheme}`);
  }
});
