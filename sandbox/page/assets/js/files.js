// Files: picking and encoding them, and showing those of a message.
import {h, icon, icon_button} from './dom.js';

/** What Discord takes in one message, and what fits into one call of the control API. */
export const most_bytes = 10 * 1024 * 1024;
const most_files = 10;

export function size_text(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function encode(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onerror = () => fail(new Error(`${file.name} cannot be read`));
    reader.onload = () =>
      done({
        filename: file.name,
        content_type: file.type || 'application/octet-stream',
        base64: reader.result.slice(reader.result.indexOf(',') + 1),
      });
    reader.readAsDataURL(file);
  });
}

export const encode_all = (files) => Promise.all(files.map(encode));

/** A tray of picked files with a button to pick more. `problem` is told why a file was not taken. */
export function file_tray(id, problem) {
  let files = [];
  const chips = h('ul', {class: 'chips', 'aria-label': 'Files to send', hidden: true});
  const picker = h('input', {
    type: 'file',
    id,
    multiple: true,
    class: 'away',
    tabindex: '-1',
    'aria-label': 'Attach files',
  });
  const button = icon_button('attach', 'Attach a file', () => picker.click());
  const show = () => {
    chips.hidden = files.length === 0;
    chips.replaceChildren(
      ...files.map((file) =>
        h(
          'li',
          {class: 'chip'},
          icon('file'),
          h('span', {}, file.name),
          h('small', {}, size_text(file.size)),
          icon_button('close', `Remove ${file.name}`, () => {
            files = files.filter((f) => f !== file);
            show();
            button.focus();
          }),
        ),
      ),
    );
  };
  const add = (more) => {
    for (const file of more) {
      if (files.length >= most_files) problem(`${most_files} files at most`);
      else if (file.size === 0) problem(`${file.name} is empty`);
      else if (files.reduce((sum, f) => sum + f.size, file.size) > most_bytes)
        problem(`${file.name}: files may have ${size_text(most_bytes)} together`);
      else files.push(file);
    }
    show();
  };
  picker.addEventListener('change', () => {
    add([...picker.files]);
    picker.value = '';
  });
  return {
    chips,
    picker,
    button,
    add,
    take() {
      const taken = files;
      files = [];
      show();
      return taken;
    },
  };
}

// The sandbox writes its files' addresses with the host it knows; the page may have been opened under another name.
function on_this_origin(url) {
  const parts = new URL(url, location.href);
  return parts.pathname + parts.search;
}

/** The files of a message: pictures are shown, everything else is a link that saves it. */
export function shown_files(files) {
  if (!files?.length) return null;
  return h(
    'ul',
    {class: 'files'},
    ...files.map((f) => {
      const url = on_this_origin(f.url);
      const name = f.filename ?? 'file';
      const picture = /^image\/(png|jpeg|gif|webp)$/.test(f.content_type ?? '');
      const link = h('a', {
        href: url,
        download: name,
        class: picture ? 'picture' : 'file',
        'aria-label': picture ? name : null,
      });
      if (picture) link.append(h('img', {src: url, alt: name, loading: 'lazy'}));
      else link.append(icon('file'), h('span', {}, name), h('small', {}, size_text(f.size ?? 0)));
      return h('li', {}, link);
    }),
  );
}
