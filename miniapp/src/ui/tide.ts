// The pictures of the tide gauge, drawn once per state and size. `covered` and `unrated` hold nothing that depends on a grade.
import { svgUrl } from './art';

export type Grade = 'exemplary' | 'excellent' | 'good';
/** Height of the water for each grade, as part of the window's height from the top; the gauge shows nothing below `good`. */
const LEVEL: Record<Grade, number> = { exemplary: 0.26, excellent: 0.48, good: 0.7 };
const SHORT: Record<Grade, string> = { exemplary: '示范', excellent: '优良', good: '良好' };
const RULER = 58;
const FONT = 'PingFang SC,HarmonyOS Sans SC,MiSans,Noto Sans CJK SC,sans-serif';
const r1 = (n: number): string => n.toFixed(1);

/** One row of waves: half a wave `step` wide and `rise` high, from `from` to beyond `to`, filled down to the bottom. */
function water(y: number, step: number, rise: number, from: number, to: number, bottom: number, fill: string): string {
  const start = -from;
  const n = Math.ceil((to + from) / step) + 1;
  const halves = Array.from({ length: n }, (_, i) => `q${step / 2} ${i % 2 ? '' : '-'}${rise} ${step} 0`).join('');
  return `<path d="M${start} ${r1(y)}${halves}V${bottom}H${start}Z" fill="${fill}"/>`;
}
/** Up and down by three pixels; pictures obey the reader's wish for less motion by themselves. */
const BOB =
  '<style>@keyframes b{0%,100%{transform:translateY(0) rotate(-2deg)}50%{transform:translateY(3px) rotate(2deg)}}.b{animation:b 3.6s cubic-bezier(.45,0,.2,1) infinite;transform-box:fill-box;transform-origin:50% 100%}@media (prefers-reduced-motion:reduce){.b{animation:none}}</style>';
const BUOY =
  '<g class="b"><path d="M-1-30h2v12h-2z" fill="#07333C"/><circle cx="0" cy="-32" r="4" fill="#FFB88A" stroke="#A23A06" stroke-width="1.5"/><path d="M-6.5-18h13l4.5 18h-22z" fill="#BF4608"/><path d="M-8.4-10.5h16.8l1 4H-9.4z" fill="#fff"/><path d="M-15 0h30c0 6-4 9-8 9H-7c-4 0-8-3-8-9z" fill="#A23A06"/></g>';

function ruler(w: number, h: number, at?: Grade): string {
  const x = w - RULER;
  const top = h * 0.04;
  const gap = h * 0.0367;
  let out = `<rect x="${x}" y="-2" width="${RULER}" height="${h + 4}" fill="#F5F4EF"/>`;
  for (let i = 0; i < 19; i++) {
    const y = h * LEVEL.exemplary + gap * (i - 6) - 1;
    if (y > top - 2) out += `<rect x="${x}" y="${r1(y)}" width="${i % 6 === 0 ? 9 : i % 3 === 0 ? 6 : 4}" height="2" fill="#07333C"/>`;
  }
  for (const g of Object.keys(LEVEL) as Grade[]) {
    const y = h * LEVEL[g];
    if (g === at) out += `<path d="M${x + 1} ${r1(y)}l8-13h49v26h-49z" fill="#BF4608"/>`;
    out += `<text x="${x + 15}" y="${r1(y + 5.4)}" font-family="${FONT}" font-size="15" font-weight="700" fill="${g === at ? '#fff' : '#07333C'}">${SHORT[g]}</text>`;
  }
  return out;
}
const frame = (w: number, h: number, inner: string, motion = false): string =>
  svgUrl(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}">${motion ? BOB : ''}<clipPath id="c"><rect width="${w}" height="${h}" rx="12"/></clipPath><g clip-path="url(#c)">${inner}</g></svg>`,
  );

function graded(w: number, h: number, g: Grade): string {
  const sea = w - RULER;
  const y = h * LEVEL[g];
  const deep = h - y;
  const waves =
    water(y, 26, 4.5, 26, sea, h, '#1C848C') +
    water(y + deep * 0.21, 26, 4.5, 39, sea, h, '#0F6A74') +
    water(y + deep * 0.5, 32, 4.5, 38, sea, h, '#0D5660') +
    water(y + deep * 0.81, 40, 5, 60, sea, h, '#0B434D');
  return frame(
    w,
    h,
    `<rect width="${w}" height="${h}" fill="#D9ECEA"/><circle cx="${w * 0.26}" cy="${r1(h * 0.16)}" r="13" fill="#FBE2D2"/><clipPath id="s"><rect width="${sea}" height="${h}"/></clipPath><g clip-path="url(#s)">${waves}</g>${ruler(w, h, g)}<g transform="translate(${r1(sea * 0.465)} ${r1(y)})">${BUOY}</g><path d="M${r1(sea * 0.465 - 24)} ${r1(y + 7)}q6-3.5 12 0t12 0t12 0t12 0" fill="none" stroke="#D9ECEA" stroke-width="1.5" opacity=".7"/>`,
    true,
  );
}
function off(w: number, h: number): string {
  const sea = w - RULER;
  const waves =
    water(h * 0.8, 26, 4.5, 26, sea, h, '#1C848C') + water(h * 0.856, 26, 4.5, 39, sea, h, '#0F6A74') + water(h * 0.924, 32, 2.5, 38, sea, h, '#0D5660');
  return frame(
    w,
    h,
    `<rect width="${w}" height="${h}" fill="#D9ECEA"/><circle cx="${w * 0.26}" cy="${r1(h * 0.16)}" r="13" fill="#FBE2D2"/><clipPath id="s"><rect width="${sea}" height="${h}"/></clipPath><g clip-path="url(#s)">${waves}</g>${ruler(w, h)}`,
  );
}
const calm = (w: number, h: number, y: number): string =>
  water(h * y, 26, 2.5, 26, w, h, '#1C848C') + water(h * (y + 0.088), 26, 2.5, 39, w, h, '#0F6A74') + water(h * (y + 0.19), 32, 3, 38, w, h, '#0D5660');
function sunrise(w: number, h: number): string {
  const y = h * 0.66;
  const discs = (
    [
      ['0.51', '#FDF2EA'],
      ['0.355', '#FBE2D2'],
      ['0.222', '#FFB88A'],
    ] as const
  )
    .map(([k, c]) => `<circle cx="${w / 2}" cy="${r1(y)}" r="${r1(w * Number(k))}" fill="${c}"/>`)
    .join('');
  const glints = (
    [
      ['0.3', 0.71],
      ['0.2', 0.78],
      ['0.12', 0.84],
    ] as const
  )
    .map(
      ([k, at]) =>
        `<path d="M${r1(w * (0.5 - Number(k) / 2))} ${r1(h * at)}h${r1(w * Number(k))}" stroke="#FBE2D2" stroke-width="2" stroke-linecap="round" opacity=".75"/>`,
    )
    .join('');
  return frame(w, h, `<rect width="${w}" height="${h}" fill="#E7F3EF"/>${discs}${calm(w, h, 0.66)}${glints}`);
}
function lighthouse(w: number, h: number): string {
  const x = w * 0.64;
  const y = h * 0.7;
  return frame(
    w,
    h,
    `<rect width="${w}" height="${h}" fill="#D9ECEA"/><path d="M${r1(x)} ${r1(h * 0.31)} -20 ${r1(h * 0.107)}v62z" fill="#fff" opacity=".55"/><circle cx="${r1(w * 0.243)}" cy="${r1(h * 0.2)}" r="11" fill="#FBE2D2"/><g transform="translate(${r1(x)} ${r1(y)})"><path d="M-46 2q14-16 40-16t52 16v20h-92z" fill="#0B434D"/><path d="m-12-12 5-46h14l5 46z" fill="#fff"/><path d="m-9.2-38 1-9.5H8.2l1 9.5zM-10.9-22l.9-8.5h20l.9 8.5z" fill="#BF4608"/><path d="M-10-58h20M-7-58v-11H7v11M-9-69 0-78l9 9z" fill="#F5F4EF" stroke="#07333C" stroke-width="1.75" stroke-linejoin="round"/><circle cy="-63.5" r="3" fill="#E5662A"/></g>${calm(w, h, 0.736)}`,
  );
}

export type TideState = Grade | 'unrated' | 'covered' | 'off';
const drawn = new Map<string, string>();
/** The picture of one state, `w` × `h` px of the design, as a CSS image. */
export function tidePicture(state: TideState, w: number, h: number): string {
  const key = `${state} ${w} ${h}`;
  let url = drawn.get(key);
  if (!url) {
    url = state === 'unrated' ? sunrise(w, h) : state === 'covered' ? lighthouse(w, h) : state === 'off' ? off(w, h) : graded(w, h, state);
    drawn.set(key, url);
  }
  return url;
}
export const TIDE_TEXT: Record<TideState, string> = {
  exemplary: '潮位图：当前水位在“示范”',
  excellent: '潮位图：当前水位在“优良”',
  good: '潮位图：当前水位在“良好”',
  unrated: '潮位图：日出，暂未评定，不在刻度上',
  covered: '潮位图：等级已遮住',
  off: '潮位图：还没有开通，没有浮标',
};
