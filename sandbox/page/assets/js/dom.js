// Makes elements. Text is always given as text, so nothing that people write is read as HTML.

const svg_space = 'http://www.w3.org/2000/svg';

/** An element: `h('button', {class: 'primary', onclick: f, disabled: false}, 'Send', otherNode)`. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

// Outlines on a 24 by 24 grid.
const shapes = {
  attach:
    'M21 11.5l-8.6 8.6a5.5 5.5 0 0 1-7.8-7.8l8.9-8.9a3.7 3.7 0 0 1 5.2 5.2l-8.8 8.8a1.8 1.8 0 0 1-2.6-2.6l8.1-8.1',
  send: 'M4 12l16-8-6 16-3-6.5z',
  settings:
    'M4 7h8.5M17.5 7H20M4 17h2.5M11.5 17H20M15 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM9 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  remove: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
};

/** A decorative icon: the button around it carries the label. */
export function icon(name) {
  const picture = document.createElementNS(svg_space, 'svg');
  for (const [k, v] of Object.entries({
    viewBox: '0 0 24 24',
    class: 'glyph',
    'aria-hidden': 'true',
    focusable: 'false',
  }))
    picture.setAttribute(k, v);
  const path = document.createElementNS(svg_space, 'path');
  path.setAttribute('d', shapes[name]);
  picture.append(path);
  return picture;
}

/** A button that shows an icon only. */
export function icon_button(name, label, onclick, more = {}) {
  return h(
    'button',
    {type: 'button', class: 'quiet icon', 'aria-label': label, title: label, onclick, ...more},
    icon(name),
  );
}

export const by_id = (id) => document.getElementById(id);

/** 14:05, with the date in front when it is not today's. */
export function clock_time(when) {
  const time = new Date(when);
  if (Number.isNaN(time.getTime())) return '';
  const hour = time.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', hour12: false});
  if (time.toDateString() === new Date().toDateString()) return hour;
  return `${time.toLocaleDateString([], {day: 'numeric', month: 'short'})} ${hour}`;
}

export function time_of(when) {
  return h('time', {datetime: when, title: new Date(when).toLocaleString()}, clock_time(when));
}

/** Initials on one of six quiet colours, the same for the same name. */
export function avatar(name, kind = '') {
  const words = name
    .trim()
    .split(/[\s._@-]+/)
    .filter(Boolean);
  const letters = (words.length > 1 ? [words[0], words[1]] : [words[0] ?? '?']).map((w) => [...w][0]);
  let sum = 0;
  for (const c of name) sum = (sum * 31 + c.codePointAt(0)) % 6000;
  return h(
    'span',
    {class: `avatar hue-${sum % 6} ${kind}`, 'aria-hidden': 'true'},
    letters.join('').toUpperCase(),
  );
}
