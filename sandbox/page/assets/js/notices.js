// Short notices at the bottom: mostly what did not work and why.
import {by_id, h, icon_button} from './dom.js';

const shown_for = 8000;

export function notice(text, kind = 'problem') {
  const box = by_id('notices');
  // The same thing twice is one notice.
  for (const old of box.children) if (old.dataset.text === text) old.remove();
  const line = h('div', {class: `notice ${kind}`, 'data-text': text}, h('span', {}, text));
  line.append(icon_button('close', 'Dismiss', () => line.remove()));
  box.append(line);
  setTimeout(() => line.remove(), shown_for);
}

/** Runs `work`; a failure becomes a notice. Resolves to what it gave, or undefined. */
export async function attempt(work, what = '') {
  try {
    return await work();
  } catch (error) {
    console.warn(error); // for whoever looks at the console; a notice is enough for everybody else
    notice(what ? `${what}: ${error.message}` : error.message);
    // The sandbox may have been reset: whoever listens reads everything again.
    if (error.status === 404) document.dispatchEvent(new Event('sandbox-lost-track'));
    return undefined;
  }
}
