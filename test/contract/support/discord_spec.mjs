// Checks requests against Discord's official API spec, as the package discord-api-spec carries it: the paths and body
// types of its TypeScript file, and the zod schemas of these types.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {pathsList} from 'discord-api-spec';
import * as zod from 'zod/mini';
import {match_template} from './paths.mjs';

zod.config(zod.locales.en());
const folder = new URL('.', import.meta.resolve('discord-api-spec'));
const read = (name) => readFileSync(fileURLToPath(new URL(name, folder)), 'utf8');

/** The zod schemas; `strict` ones refuse properties that the spec does not have. They are made when their module is
 * loaded, too early for its own switch. Its times must end in Z, though the spec's date-time is RFC 3339 and Discord
 * itself writes +00:00. */
async function load(strict) {
  let source = read('discord-api-spec.zod.js');
  for (const [original, wanted] of [
    ['"zod/mini"', JSON.stringify(import.meta.resolve('zod/mini'))],
    ['let zObject = z.object;', `let zObject = z.${strict ? 'strictObject' : 'object'};`],
    ['z.iso.datetime()', 'z.iso.datetime({offset: true})'],
  ]) {
    if (!source.includes(original)) throw new Error(`discord-api-spec no longer has ${original}`);
    source = source.replaceAll(original, wanted);
  }
  return import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`);
}
const requests = await load(true);
const answers = await load(false);

/** The text between `begin` and the line `end`, in `text`. */
function block(text, begin, end) {
  const at = text.indexOf(begin);
  if (at < 0) return undefined;
  return text.slice(at + begin.length, text.indexOf(end, at));
}

const paths = block(read('discord-api-spec.ts'), 'export interface Paths {\n', '\n}\n');

/** What the spec says of one operation: {query: [names], body: [types], answer(status): [types]}. */
function operation(template, method) {
  const path = block(`\n${paths}`, `\n  ${JSON.stringify(template)}: {\n`, '\n  };');
  const text = block(`\n${path}`, `\n    ${method}: {\n`, '\n    };');
  if (!text) throw new Error(`discord-api-spec lists ${method} ${template} but does not describe it`);
  const types = (type) =>
    type === undefined || type.trim() === 'undefined'
      ? []
      : type
          .split('|')
          .map((t) => t.trim())
          .filter((t) => t && t !== 'null');
  const query = text.match(/\n {8}query\?: \{\n([\s\S]*?)\n {8}\};/)?.[1] ?? '';
  return {
    query: [...query.matchAll(/^ {10}(\w+)\??:/gm)].map((m) => m[1]),
    body: types(text.match(/\n {6}requestBody\?: *([\s\S]*?);\n/)?.[1]),
    answer: (status) => types(text.match(new RegExp(`\\n {8}"${status}": *([\\s\\S]*?);\\n`))?.[1]),
  };
}

/** What is wrong with `value` as one of `types`: "" when nothing is. */
function mismatch(schemas, types, value) {
  const why = [];
  for (const type of types) {
    const list = type.endsWith('[]');
    const name = `${list ? type.slice(0, -2) : type}Schema`;
    if (!schemas[name]) return `the spec's type ${type} has no schema`;
    const values = list ? value : [value];
    if (!Array.isArray(values)) return `${type} is expected`;
    const wrong = values.map((v) => schemas[name].safeParse(v)).find((r) => !r.success);
    if (!wrong) return '';
    why.push(`${type}: ${wrong.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join(', ')}`);
  }
  return why.join(' | ');
}

/** The JSON part of a body: of a multipart one, its payload_json. */
function json_of(request) {
  const type = request.headers['Content-Type'] ?? '';
  if (!type.startsWith('multipart/form-data')) {
    if (!type.startsWith('application/json')) throw new Error(`Content-Type ${type}`);
    return JSON.parse(request.body);
  }
  const boundary = type.match(/boundary="?([^";]+)/)[1];
  const parts = request.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((p) => {
      const at = p.indexOf('\r\n\r\n');
      return {name: p.slice(0, at).match(/name="([^"]*)"/)[1], body: p.slice(at + 4, -2)};
    });
  const payload = parts.find((p) => p.name === 'payload_json');
  const strange = parts.filter((p) => p !== payload && !/^files\[\d\]$/.test(p.name));
  if (!payload || strange.length) throw new Error(`parts ${parts.map((p) => p.name)}`);
  const json = JSON.parse(payload.body);
  const files = parts.filter((p) => p !== payload).map((p) => p.name.match(/\d/)[0]);
  const listed = (json.attachments ?? []).map((a) => String(a.id));
  const missing = files.filter((id) => !listed.includes(id));
  if (missing.length) throw new Error(`files ${missing} are not among the attachments`);
  return json;
}

/** Checks one recorded request: {operation} with wrong: [texts], or undefined when the spec does not have its path. */
export function check_discord(request) {
  const url = new URL(request.target, 'http://discord');
  const path = url.pathname.replace(/^\/api\/v10/, '');
  const method = request.method.toLowerCase();
  const template = match_template(pathsList[method] ?? [], path);
  if (!template) return undefined;
  const spec = operation(template, method);
  const wrong = [...url.searchParams.keys()]
    .filter((name) => !spec.query.includes(name))
    .map((name) => `query ${name} is not in the spec`);
  const text = request.body.trim();
  if (spec.body.length === 0 && text !== '' && text !== '{}') wrong.push('a body, where the spec has none');
  if (spec.body.length > 0)
    try {
      const why = mismatch(requests, spec.body, json_of(request));
      if (why) wrong.push(why);
    } catch (error) {
      wrong.push(`the body cannot be read: ${error.message}`);
    }
  return {operation: `${request.method} ${template}`, wrong};
}

/** Checks what was answered with 200 or 201, unknown properties allowed: [texts]. */
export function check_discord_answer(request) {
  const path = new URL(request.target, 'http://discord').pathname.replace(/^\/api\/v10/, '');
  const method = request.method.toLowerCase();
  const template = match_template(pathsList[method] ?? [], path);
  if (!template || ![200, 201].includes(request.status)) return [];
  const types = operation(template, method).answer(request.status);
  if (types.length === 0) return [`the spec has no answer ${request.status}`];
  const why = mismatch(answers, types, JSON.parse(request.answer));
  return why ? [why] : [];
}
