// Edit and delete for one's own messages.
import {h, icon_button} from './dom.js';
import {attempt} from './notices.js';

/**
 * The two buttons of a row. `text` is what stands there now; `save(text)` and `remove()` do it; `body` is the element
 * that the editor replaces meanwhile; `back()` takes the focus afterwards; `done()` reads the messages again, since a row
 * that is being edited is left alone.
 */
export function edit_buttons({text, save, remove, body, back, done, files}) {
  const start = () => {
    const box = h('textarea', {
      'aria-label': 'Edit the message',
      rows: String(Math.min(text.split('\n').length + 1, 6)),
      value: text,
    });
    const close = () => {
      form.replaceWith(body);
      back();
      attempt(done);
    };
    const finish = async () => {
      const changed = box.value.trim();
      if (changed === text.trim()) return close();
      if (!changed && !files) return undefined; // deleting is another button
      if (await attempt(async () => (await save(changed)) ?? true, 'Not changed')) close();
      return undefined;
    };
    const form = h(
      'form',
      {class: 'editing'},
      box,
      h(
        'div',
        {class: 'row'},
        h('button', {type: 'submit', class: 'primary small'}, 'Save'),
        h('button', {type: 'button', class: 'small', onclick: close}, 'Cancel'),
        h('small', {}, 'Enter saves, Escape cancels'),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      finish();
    });
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        close();
      } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        finish();
      }
    });
    body.replaceWith(form);
    box.focus();
    box.setSelectionRange(text.length, text.length);
  };
  return h(
    'div',
    {class: 'row-tools'},
    icon_button('edit', 'Edit this message', start),
    icon_button('remove', 'Delete this message', () => attempt(() => remove().then(done), 'Not deleted')),
  );
}
