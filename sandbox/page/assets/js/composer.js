// The box in which both sides write.
import {h, icon} from './dom.js';
import {encode_all, file_tray} from './files.js';
import {attempt, notice} from './notices.js';

const typing_every = 8000;

/**
 * `label` names the box, `send({text, files})` sends (files already encoded), `typing` is told now and then that
 * somebody writes, `extra` are more buttons on the left. Enter sends, Shift+Enter makes a new line.
 */
export function composer({id, label, placeholder, limit, send, typing, extra = []}) {
  const tray = file_tray(`${id}-files`, notice);
  const text = h('textarea', {
    id: `${id}-text`,
    rows: '1',
    maxlength: String(limit),
    placeholder,
    'aria-label': label,
    autocomplete: 'off',
  });
  const button = h(
    'button',
    {type: 'submit', class: 'primary icon', 'aria-label': `Send: ${label}`, title: 'Send'},
    icon('send'),
  );
  const form = h(
    'form',
    {class: 'composer', novalidate: true},
    tray.chips,
    h('div', {class: 'composer-line'}, tray.button, tray.picker, ...extra, text, button),
  );
  let last = Promise.resolve();
  let told = 0;

  const fit = () => {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  };
  const submit = () => {
    const written = text.value.trim();
    const files = tray.take();
    if (!written && !files.length) return;
    text.value = '';
    told = 0;
    fit();
    // One after the other: what was written first arrives first.
    last = last.then(async () => {
      const sent = await attempt(async () => {
        await send({text: written, files: await encode_all(files)});
        return true;
      }, 'Not sent');
      if (sent) return;
      text.value = text.value ? `${written}\n${text.value}` : written;
      tray.add(files);
      fit();
    });
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  text.addEventListener('input', () => {
    fit();
    if (!typing || !text.value || Date.now() - told < typing_every) return;
    told = Date.now();
    typing();
  });
  text.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    tray.add(files);
  });
  return {
    form,
    text,
    fill(content) {
      text.value = content;
      fit();
      text.focus();
    },
  };
}
