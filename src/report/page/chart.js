// Charts, drawn as SVG in the width there is.

// Draws now and whenever the width changes.
function drawn(box, draw) {
  let width = 0;
  const again = () => {
    const now = Math.round(box.clientWidth);
    if (now > 0 && now !== width) {
      width = now;
      const focused = box.contains(document.activeElement);
      box.replaceChildren(draw(width));
      if (focused) box.querySelector('[tabindex]')?.focus();
    }
  };
  again();
  new ResizeObserver(again).observe(box);
  return () => { width = 0; again(); };
}

// The numbers of a row of the tally: genuine, backscatter, unverifiable.
const counts = row => row.slice(1, 4);
const total = row => row[1] + row[2] + row[3];

function stacked(values, names, x, y, width, height, longest) {
  const parts = [];
  let at = x;
  values.forEach((n, i) => {
    if (n === 0) return;
    const w = Math.max(2, (n / longest) * width);
    parts.push(s('rect', { class: names[i], x: at, y, width: Math.max(1, w - 1), height, rx: 2 }));
    at += w;
  });
  return parts;
}

// One bar a row, its name above it; `pick` makes the row a button.
function bars(box, list, names, describe, pick) {
  const step = 40;
  const longest = Math.max(...list.map(row => row.slice(1).reduce((a, b) => a + b, 0)));
  drawn(box, width => {
    const svg = s('svg', { viewBox: `0 0 ${width} ${list.length * step}`, height: list.length * step, role: 'group' });
    list.forEach((row, i) => {
      const y = i * step;
      const n = row.slice(1).reduce((a, b) => a + b, 0);
      const most = Math.max(8, Math.floor((width - 100) / 7));
      const name = row[0].length > most ? row[0].slice(0, most - 1) + '…' : row[0];
      const label = `${row[0]}: ${describe(row)}`;
      const go = pick ? { role: 'button', tabindex: 0, 'aria-label': label, onclick: () => pick(row[0]), onkeydown: e => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); pick(row[0]); } } } : { role: 'img', 'aria-label': label };
      svg.append(s('g', go, s('title', {}, label), s('rect', { x: 0, y, width, height: step, fill: 'transparent' }),
        s('text', { class: 'name', x: 0, y: y + 14 }, name), s('text', { x: width, y: y + 14, 'text-anchor': 'end' }, describe(row)),
        s('rect', { class: 'track', x: 0, y: y + 20, width, height: 8, rx: 4 }), stacked(row.slice(1), names, 0, y + 20, width, 8, longest)));
    });
    return svg;
  });
}

// How long a bar of the timeline lasts: the finest that leaves them wide enough to see.
const month = (date, by) => Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / by) * by, 1) / 1000;
const next = (time, by) => Date.UTC(dateOf(time).getUTCFullYear(), dateOf(time).getUTCMonth() + by, 1) / 1000;
const shortMonth = time => `${MONTHS[dateOf(time).getUTCMonth()]} ${dateOf(time).getUTCFullYear()}`;
const UNITS = [
  { name: 'day', days: 1, begin: t => t - (((t % DAY) + DAY) % DAY), next: t => t + DAY, label: longDay },
  { name: 'week', days: 7, begin: t => t - ((((t - 4 * DAY) % (7 * DAY)) + 7 * DAY) % (7 * DAY)), next: t => t + 7 * DAY, label: t => `week of ${longDay(t)}` },
  { name: 'month', days: 30.4, begin: t => month(dateOf(t), 1), next: t => next(t, 1), label: shortMonth },
  { name: 'quarter', days: 91.3, begin: t => month(dateOf(t), 3), next: t => next(t, 3), label: t => `three months from ${shortMonth(t)}` },
  { name: 'year', days: 365.2, begin: t => month(dateOf(t), 12), next: t => next(t, 12), label: t => String(dateOf(t).getUTCFullYear()) },
];

function binned(days, from, to, most) {
  const unit = UNITS.find(u => (to - from) / DAY / u.days <= most) || UNITS[UNITS.length - 1];
  const bins = [];
  for (let t = unit.begin(from); t < to; t = unit.next(t)) bins.push({ from: t, to: unit.next(t), n: [0, 0, 0] });
  let at = 0;
  for (const row of days) {
    const t = row[0] * DAY;
    if (t < bins[0].from || t >= to) continue;
    while (at < bins.length - 1 && t >= bins[at].to) at += 1;
    counts(row).forEach((n, i) => { bins[at].n[i] += n; });
  }
  return { unit, bins };
}

// A round number that three or four lines of the grid stand apart.
function gridStep(most) {
  const raw = most / 3;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, raw)));
  return Math.max(1, [1, 2, 5, 10].map(n => n * power).find(n => n >= raw));
}
