// The composer with script: what is written is kept by itself, the counts follow, and what is lost by a click is asked about first.
// Everything works without this file.
const form = document.getElementById('compose-form');
const state = document.getElementById('save-state');

/** Parts of the page that say something of what is written; fields are left alone. */
const FOLLOW = ['counts', 'gate-list'];

/** Somebody saved meanwhile: both texts are shown above the fields, which stay as they are. The next saving is made from theirs, by a click. */
let clash = false;
function clashed(next) {
  const both = next.getElementById('both')?.closest('section');
  if (!both) return;
  clash = true;
  form.elements['made-from'].value = next.querySelector('[name="made-from"]').value;
  form.before(document.adoptNode(both));
}

let timer = null;
let saving = false;
let again = false;

async function save() {
  // The first saving makes the post and its address: by a click.
  if (!form.action.match(/posts\/[0-9a-f-]{36}$/)) return;
  if (clash) return;
  if (saving) { again = true; return; }
  saving = true;
  const body = new FormData(form);
  body.delete('files');
  body.set('intent', 'save');
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!answer.ok) {
      state.textContent = state.dataset.unsaved;
      clashed(next);
      return;
    }
    const revision = next.querySelector('[name="made-from"]')?.value;
    if (!revision) { state.textContent = state.dataset.unsaved; return; }
    form.elements['made-from'].value = revision;
    for (const id of FOLLOW) {
      const [now, other] = [document.getElementById(id), next.getElementById(id)];
      if (now && other && !now.isEqualNode(other)) now.replaceChildren(...other.children);
    }
    // A reason that is being written stays as it is.
    const [why, newWhy] = [document.getElementById('gate-why'), next.getElementById('gate-why')];
    if (!why && newWhy) document.getElementById('gate')?.append(document.adoptNode(newWhy));
    if (why && !newWhy && document.activeElement?.id !== 'because') why.remove();
    for (const preview of document.querySelectorAll('.preview > .as-sent')) {
      const name = preview.parentElement.getAttribute('aria-labelledby');
      const other = next.querySelector(`[aria-labelledby="${name}"] > .as-sent`);
      if (other && !preview.isEqualNode(other)) preview.replaceWith(document.adoptNode(other));
    }
    state.textContent = state.dataset.saved;
  } catch {
    state.textContent = state.dataset.unsaved;
  } finally {
    saving = false;
    if (again) { again = false; later(); }
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(save, 2000);
}

if (form) {
  form.addEventListener('input', (event) => { if (event.target.type !== 'file') later(); });
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    const asks = event.submitter?.dataset.asks;
    if (asks && !window.confirm(asks)) event.preventDefault();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('button[value="hand-in"]'));
  });
  document.getElementById('refused')?.scrollIntoView({ block: 'center' });
}
