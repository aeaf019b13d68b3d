// Discord's Markdown, the part that people use in a support talk, as DOM nodes. Nothing is parsed as HTML.
import {h} from './dom.js';

const link_target =
  '(?:<(https?:\\/\\/[^\\s<>]+)>|(https?:\\/\\/[^\\s<>()]*(?:\\([^\\s<>()]*\\)[^\\s<>()]*)*))';
// The first that matches wins; each group is one alternative, in this order.
const inline = new RegExp(
  [
    '\\\\([^0-9A-Za-z\\s])', // 1 escaped
    '(`+)([^`]+?)\\2(?!`)', // 2 3 code
    `\\[([^\\[\\]\\n]+)\\]\\(${link_target}\\)`, // 4 5 6 link
    '<(https?:\\/\\/[^\\s<>]+)>', // 7 link without preview
    '(https?:\\/\\/[^\\s<>()"*]*[^\\s<>()"*.,:;!?\'\\]])', // 8 bare link
    '\\*\\*([^]+?)\\*\\*(?!\\*)', // 9 bold
    '__([^]+?)__(?!_)', // 10 underline
    '\\*([^\\s*](?:[^*]*?[^\\s*])?)\\*(?!\\*)', // 11 italics
    '(?<![\\w])_([^_]+?)_(?![\\w])', // 12 italics
    '~~([^]+?)~~', // 13 struck
    '\\|\\|([^]+?)\\|\\|', // 14 spoiler
    '<t:(\\d{1,12})(?::([tTdDfFR]))?>', // 15 16 a moment, in the reader's own words
  ].join('|'),
  'gu',
);

const deepest = 6;

const spans = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** A moment as "5 minutes ago" (style R), or as date and time. */
function moment(seconds, style) {
  const when = new Date(seconds * 1000);
  const away = seconds - Date.now() / 1000;
  const [unit, size] = spans.find(([, n]) => Math.abs(away) >= n) ?? spans.at(-1);
  const text =
    style === 'R'
      ? new Intl.RelativeTimeFormat('en', {numeric: 'auto'}).format(Math.round(away / size), unit)
      : when.toLocaleString();
  return h('time', {datetime: when.toISOString(), title: when.toLocaleString()}, text);
}

function anchor(url, content) {
  let shown;
  try {
    shown = new URL(url);
  } catch {
    return h('span', {}, ...content);
  }
  // Opens beside the conversation; the other page learns nothing of this one.
  return h('a', {href: shown.href, target: '_blank', rel: 'noopener noreferrer nofollow'}, ...content);
}

function lines(text) {
  return text
    .split('\n')
    .flatMap((line, i) => (i ? [document.createElement('br'), line] : [line]))
    .filter((x) => x !== '');
}

function inlines(text, depth = 0) {
  if (depth >= deepest) return lines(text);
  const out = [];
  let at = 0;
  const inside = (tag, content, attributes = {}) => h(tag, attributes, ...inlines(content, depth + 1));
  for (const m of text.matchAll(inline)) {
    out.push(...lines(text.slice(at, m.index)));
    at = m.index + m[0].length;
    if (m[1] !== undefined) out.push(m[1]);
    else if (m[3] !== undefined) out.push(h('code', {}, m[3].trim() || m[3]));
    else if (m[4] !== undefined) out.push(anchor(m[5] ?? m[6], inlines(m[4], depth + 1)));
    else if (m[7] !== undefined || m[8] !== undefined) out.push(anchor(m[7] ?? m[8], [m[7] ?? m[8]]));
    else if (m[9] !== undefined) out.push(inside('strong', m[9]));
    else if (m[10] !== undefined) out.push(inside('u', m[10]));
    else if (m[11] !== undefined || m[12] !== undefined) out.push(inside('em', m[11] ?? m[12]));
    else if (m[13] !== undefined) out.push(inside('s', m[13]));
    else if (m[15] !== undefined) out.push(moment(Number(m[15]), m[16]));
    else out.push(inside('span', m[14], {class: 'spoiler', tabindex: '0'}));
  }
  out.push(...lines(text.slice(at)));
  return out;
}

/** Lines of one kind together: quotes, headings, list items, small print, everything else. */
function blocks(text) {
  const out = [];
  for (const line of text.split('\n')) {
    const m = line.match(/^(?:(>)(?: |$)|(#{1,3}) (?=.)|\s*([-*]) (?=.)|(-#) (?=.))(.*)$/);
    const kind = !m ? 'p' : m[1] ? 'blockquote' : m[2] ? `h${m[2].length}` : m[4] ? 'small' : 'li';
    const content = m ? m[5] : line;
    const last = out.at(-1);
    if (last && last.kind === kind && (kind === 'p' || kind === 'blockquote')) last.text += `\n${content}`;
    else out.push({kind, text: content});
  }
  return out;
}

function text_nodes(text) {
  const out = [];
  for (const b of blocks(text)) {
    if (b.kind === 'p') {
      const trimmed = b.text.replace(/^\n+|\n+$/g, '');
      if (trimmed) out.push(h('div', {class: 'para'}, ...inlines(trimmed)));
    } else if (b.kind === 'li') {
      const last = out.at(-1);
      const list = last?.tagName === 'UL' ? last : h('ul');
      list.append(h('li', {}, ...inlines(b.text)));
      if (list !== last) out.push(list);
    } else if (/^h\d$/.test(b.kind)) {
      // Bold text and no heading: the page's outline is its own.
      out.push(h('div', {class: `heading ${b.kind}`}, ...inlines(b.text)));
    } else {
      out.push(
        h(
          b.kind === 'small' ? 'div' : b.kind,
          {class: b.kind === 'small' ? 'fine' : null},
          ...inlines(b.text),
        ),
      );
    }
  }
  return out;
}

/** A message's text as nodes. */
export function markdown(text) {
  const out = [];
  // Odd pieces stand between fences; a fence that is not closed is plain text.
  const pieces = text.split('```');
  if (pieces.length % 2 === 0) {
    const tail = pieces.pop();
    pieces.push(`${pieces.pop()}\`\`\`${tail}`);
  }
  pieces.forEach((piece, i) => {
    if (i % 2 === 0) out.push(...text_nodes(piece));
    else out.push(h('pre', {}, h('code', {}, piece.replace(/^[\w+#-]*\n/, '').replace(/\n$/, ''))));
  });
  return out;
}
