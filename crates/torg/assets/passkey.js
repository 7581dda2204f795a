// Passkeys need the browser's own dialogue, which only a script can open. It shows the buttons where the browser can, asks the
// desk for a question, hands it to the browser, and sends the answer with the form. All else is the form's own work.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

/** The desk said no, in words for the person. */
class Refused extends Error {}

/** What the browser answered, as JSON that the desk reads. */
function told(credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const field of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[field]) response[field] = text(credential.response[field]);
  }
  const transports = credential.response.getTransports?.();
  if (transports) response.transports = transports;
  return {
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    extensions: credential.getClientExtensionResults(),
  };
}

async function asked(form) {
  const fields = new URLSearchParams();
  const form_token = form.elements['form-token']?.value;
  if (form_token) fields.set('form-token', form_token);
  const email = document.getElementById('email')?.value.trim();
  if (email) fields.set('email', email);
  const answer = await fetch(form.dataset.question, { method: 'POST', body: fields, headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Refused((await answer.json()).detail);
  const { options: { publicKey }, token } = await answer.json();
  publicKey.challenge = bytes(publicKey.challenge);
  if (form.dataset.passkey === 'create') {
    publicKey.user.id = bytes(publicKey.user.id);
    publicKey.excludeCredentials = named(publicKey.excludeCredentials);
  } else {
    publicKey.allowCredentials = named(publicKey.allowCredentials);
  }
  return { publicKey, token };
}

const forms = window.PublicKeyCredential ? document.querySelectorAll('form[data-passkey]') : [];
for (const hint of forms.length ? document.querySelectorAll('[data-without-script]') : []) hint.hidden = true;
for (const form of forms) {
  form.hidden = false;
  const said = form.querySelector('[data-said]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      const { publicKey, token } = await asked(form);
      form.elements.answer.value = JSON.stringify(told(await navigator.credentials[form.dataset.passkey]({ publicKey })));
      form.elements.token.value = token;
      form.submit();
    } catch (fault) {
      // Turned away, too late, or no passkey here: the person may try again. A refusal of the desk has words of its own.
      if (said) said.textContent = fault instanceof Refused ? fault.message : form.dataset.trouble;
      button.disabled = false;
    }
  });
}
