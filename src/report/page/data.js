// What the page was given, and small tools. Foreign words only ever become text nodes.
const read = id => JSON.parse(document.getElementById(id).textContent);
const result = read('result');
const texts = read('texts');
const rows = read('rows');
const VERDICTS = ['ordinary', 'genuine', 'backscatter', 'unverifiable']; // as in the program
const REPLIES = ['genuine', 'backscatter', 'unverifiable'];
const SAYS = { genuine: 'answer your mail', backscatter: 'do not', unverifiable: 'cannot be told', ordinary: 'ordinary' };
const TIME = 0, KIND = 1, VERDICT = 2, PLACE = 3, HOST = 4, FROM = 5, SUBJECT = 6, FOLDER = 7, NAME = 8, OFFSET = 9, DECIDED = 10, DETAIL = 11;
const DAY = 86400;

// A number stands for a text that occurs more than once.
const text = value => (typeof value === 'number' ? texts[value] : value);
for (const row of rows) for (const column of [HOST, FROM, SUBJECT, FOLDER, DECIDED]) row[column] = text(row[column]);
const pathOf = row => row[FOLDER] + row[NAME];
const byId = id => document.getElementById(id);
const number = n => n.toLocaleString('en');
const plural = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = n => String(n).padStart(2, '0');
const dateOf = time => new Date(time * 1000);
const day = time => dateOf(time).toISOString().slice(0, 10);
const clock = time => `${pad(dateOf(time).getUTCHours())}:${pad(dateOf(time).getUTCMinutes())}`;
const moment = time => `${day(time)} ${clock(time)}`;
const longDay = time => `${dateOf(time).getUTCDate()} ${MONTHS[dateOf(time).getUTCMonth()]} ${dateOf(time).getUTCFullYear()}`;
const stretch = (from, to) => (day(from) === day(to - 1) ? `${longDay(from)}, ${clock(from)} to ${clock(to)}` : `${longDay(from)} ${clock(from)} to ${longDay(to)} ${clock(to)}`);

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined) node.append(child);
  return node;
}
const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

// Each verdict has a shape as well as a colour.
const SHAPES = { genuine: 'M6 0a6 6 0 1 0 .01 0z', backscatter: 'M6 0l6 6-6 6-6-6z', unverifiable: 'M6 .8L12 11.4H0z', ordinary: 'M2 5h8v2H2z' };
const mark = word => s('svg', { class: 'mark', viewBox: '0 0 12 12', 'aria-hidden': 'true' }, s('path', { class: word, d: SHAPES[word] }));
const verdict = word => h('span', { class: `verdict ${word}` }, mark(word), word);
const button = (label, act, attributes) => h('button', { type: 'button', onclick: act, ...attributes }, label);
