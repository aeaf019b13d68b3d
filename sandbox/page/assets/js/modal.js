// Forms that the bot opens (Discord: modals).
import {h} from './dom.js';
import {encode_all, size_text} from './files.js';

const text_input = 4,
  select_type = 3,
  file_upload = 19,
  paragraph = 2;

/** A field of the form: its element, and what was filled in. */
function field_of({label, description, component}) {
  const id = `modal-field-${component.custom_id}`;
  const hint = description ? h('small', {id: `${id}-hint`}, description) : null;
  const common = {id, 'aria-describedby': description ? `${id}-hint` : null};
  const required = component.required !== false;
  let input, value;
  if (component.type === select_type) {
    input = h(
      'select',
      {...common, required},
      h('option', {value: ''}, component.placeholder ?? 'Choose…'),
      ...component.options.map((o) => h('option', {value: o.value, selected: o.default === true}, o.label)),
    );
    value = async () => (input.value ? [input.value] : []);
  } else if (component.type === file_upload) {
    const most = component.max_values ?? 1;
    const list = h('p', {class: 'fine', role: 'status'});
    const chosen = h('input', {...common, type: 'file', multiple: most > 1, required});
    chosen.addEventListener('change', () => {
      const files = [...chosen.files];
      chosen.setCustomValidity(files.length > most ? `${most} files at most` : '');
      list.textContent = files.map((f) => `${f.name} (${size_text(f.size)})`).join(', ');
    });
    input = h('div', {class: 'upload'}, chosen, list);
    value = async () => encode_all([...chosen.files]);
  } else {
    const limits = {
      ...common,
      required,
      minlength: component.min_length ? String(component.min_length) : null,
      maxlength: String(component.max_length ?? 4000),
      placeholder: component.placeholder ?? null,
      autocomplete: 'off',
    };
    input = component.style === paragraph ? h('textarea', {...limits, rows: '3'}) : h('input', limits);
    input.value = component.value ?? '';
    value = async () => input.value;
  }
  const name = h('label', {for: id}, label, required ? '' : h('small', {}, ' optional'));
  return {id: component.custom_id, value, element: h('div', {class: 'field'}, name, hint, input)};
}

/** The labelled components, of the new shape and the old. */
const fields_of = (modal) =>
  modal.components
    .flatMap((row) =>
      row.component ? [row] : (row.components ?? []).map((c) => ({label: c.label, component: c})),
    )
    .filter((f) => [text_input, select_type, file_upload].includes(f.component.type))
    .map(field_of);

/**
 * Shows a modal. `submit(values)` is told what was filled in, by custom_id; the form stays open when it throws, and
 * says why.
 */
export function open_modal(modal, submit) {
  const fields = fields_of(modal);
  const problem = h('p', {class: 'problem', role: 'alert'});
  const send = h('button', {type: 'submit', class: 'primary'}, 'Submit');
  const cancel = h('button', {type: 'button', onclick: () => dialog.close()}, 'Cancel');
  const form = h(
    'form',
    {},
    h('h2', {id: 'modal-title'}, modal.title),
    ...fields.map((f) => f.element),
    problem,
    h('div', {class: 'row'}, send, cancel),
  );
  const dialog = h('dialog', {class: 'modal', 'aria-labelledby': 'modal-title'}, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    send.disabled = true;
    try {
      const values = {};
      for (const f of fields) values[f.id] = await f.value();
      await submit(values);
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
    send.disabled = false;
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
