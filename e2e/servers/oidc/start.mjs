// Starts a real OpenID provider on loopback for the tests, with people and groups that a test names, and the people's own browsers.
//
// Prints one line of JSON when it answers: `{"issuer":"http://127.0.0.1:…","control":"http://127.0.0.1:…"}`, and ends when its
// input closes. Clients register themselves (OpenID Connect Dynamic Client Registration), so that each test has its own.
//
// `control` is the side of the person at the browser:
//   POST /people  {"login": "fatima", "claims": {…}}          what the provider knows of someone from now on
//   POST /browse  {"login": "fatima", "address": "…"}         their browser follows the address until it leads away; gives {"leadsTo"}
//   POST /logout  {"login": "fatima"}                         they sign out at the provider, which tells its clients; with "address" they
//                                                             follow a client's link to do so; gives {"leadsTo"}
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

process.removeAllListeners('warning'); // what the library says to its own developers
console.log = console.error; // only the one line of JSON goes to the output
console.info = console.error;

const cache = process.env.TORG_TEST_CACHE ?? path.join(os.homedir(), '.cache/torg-test');
const { default: Provider } = await import(pathToFileURL(path.join(cache, 'oidc/node_modules/oidc-provider/lib/index.js')));

const people = new Map(); // login → claims
const browsers = new Map(); // login → cookies

const listening = (handler) =>
  new Promise((resolve) => {
    const server = createServer(handler);
    server.listen(0, '127.0.0.1', () => resolve({ server, address: `http://127.0.0.1:${server.address().port}` }));
  });

let callback;
const front = await listening((request, response) => callback(request, response));
const provider = new Provider(front.address, {
  claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'locale'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['only for tests on loopback'] },
  features: {
    backchannelLogout: { enabled: true },
    devInteractions: { enabled: false },
    registration: { enabled: true, initialAccessToken: false },
    registrationManagement: { enabled: true, rotateRegistrationAccessToken: false },
    rpInitiatedLogout: {
      enabled: true,
      // The question "really?" is answered at once.
      logoutSource: (context, form) => {
        context.body = `<!doctype html><title>Ut</title>${form.replace('</form>', '<input type="hidden" name="logout" value="yes"/></form>')}`;
      },
    },
  },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  // Loopback stands for the town's own house; the library's own guard (its dispatcher) would not let the provider call there.
  fetch: (url, { dispatcher: _, ...options }) => fetch(url, options),
  pkce: { required: () => true },
  ttl: { Session: 3600, Interaction: 600, Grant: 3600, IdToken: 3600, AccessToken: 3600 },
});
for (const trouble of ['backchannel.error', 'server_error']) {
  provider.on(trouble, (...told) => console.error(trouble, ...told.slice(1, 2)));
}
const own = provider.callback();
callback = (request, response) => (request.url.startsWith('/interaction/') ? interact(request, response) : own(request, response));

/** Everything the provider would ask a person is answered by the login that the browser carries. */
async function interact(request, response) {
  try {
    const { prompt, params, grantId, session } = await provider.interactionDetails(request, response);
    const login = request.headers['x-login'];
    if (prompt.name === 'login') {
      await provider.interactionFinished(request, response, { login: { accountId: login } }, { mergeWithLastSubmission: false });
      return;
    }
    const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope('openid email profile');
    await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
  } catch (fault) {
    response.statusCode = 500;
    response.end(String(fault));
  }
}

/** One step of someone's browser, with their cookies. */
async function step(login, address, options = {}) {
  const cookies = browsers.get(login) ?? new Map();
  browsers.set(login, cookies);
  const headers = { 'x-login': login, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...options.headers };
  const answer = await fetch(address, { ...options, headers, redirect: 'manual' });
  for (const line of answer.headers.getSetCookie()) {
    const [pair] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '' || /expires=thu, 01 jan 1970/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
  return answer;
}

/** Follows redirects while they stay at the provider. */
async function browse({ login, address }) {
  for (let n = 0; n < 12; n += 1) {
    if (!address.startsWith(front.address)) return { leadsTo: address };
    const answer = await step(login, address);
    const to = answer.headers.get('location');
    if (!to) throw new Error(`${answer.status} at ${address}: ${(await answer.text()).replace(/<[^>]*>/g, ' ').slice(0, 400)}`);
    address = new URL(to, address).href;
  }
  throw new Error(`The provider leads in circles at ${address}.`);
}

/** Signs out: asks for the page, sends its form. The provider tells its clients meanwhile, and may lead them on. */
async function logout({ login, address = `${front.address}/session/end` }) {
  const page = await (await step(login, address)).text();
  const field = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1];
  const body = new URLSearchParams({ xsrf: field('xsrf') ?? '', logout: 'yes' });
  const answer = await step(login, `${front.address}/session/end/confirm`, { method: 'POST', body });
  return { status: answer.status, leadsTo: answer.headers.get('location') };
}

const control = await listening(async (request, response) => {
  const tell = (status, what) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(what));
  };
  try {
    let text = '';
    for await (const part of request) text += part;
    const asked = JSON.parse(text || '{}');
    switch (request.url) {
      case '/people':
        people.set(asked.login, asked.claims);
        return tell(200, {});
      case '/browse':
        return tell(200, await browse(asked));
      case '/logout':
        return tell(200, await logout(asked));
      default:
        return tell(404, {});
    }
  } catch (fault) {
    return tell(500, { fault: String(fault?.stack ?? fault) });
  }
});

process.stdout.write(`${JSON.stringify({ issuer: front.address, control: control.address })}\n`);
await new Promise((done) => {
  process.stdin.on('end', done).on('close', done).resume();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, done);
});
process.exit(0);
