// Pictures as data addresses. A mini-program has no inline SVG, so each is a background of a box.
export const svgUrl = (svg: string): string => `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
const svg = (w: number, h: number, inner: string): string =>
  svgUrl(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" fill="none">${inner}</svg>`);

const wave = (y: number, d: number, h: number): string => `M0 ${y}q14-${d} 27.5 0${'t27.5 0'.repeat(7)}v${h}H0z`;
export const EMPTY_ART = svg(
  220,
  160,
  `<circle cx="158" cy="52" r="22" fill="#FBE2D2"/><path d="${wave(112, 7, 48)}" fill="#D9ECEA"/><path d="${wave(130, 6, 30)}" fill="#B4DAD9"/><path d="M84 108l6-64h20l6 64z" fill="#fff" stroke="#07333C" stroke-width="2"/><path d="M88.5 62h23l1.5 16H87z" fill="#BF4608"/><path d="M86 44h28M91 44V32h18v12M89 32l11-10 11 10z" stroke="#07333C" stroke-width="2" fill="#fff"/><path d="M72 108h56l-6 12H78z" fill="#07333C"/>`,
);
export const ERROR_ART = svg(
  220,
  160,
  `<path d="${wave(104, 12, 56)}" fill="#D9ECEA"/><path d="${wave(128, 9, 32)}" fill="#B4DAD9"/><g transform="rotate(16 110 104)"><path d="M109 40h2v22h-2z" fill="#07333C"/><circle cx="110" cy="36" r="7" fill="#F5F4EF" stroke="#55686B" stroke-width="2"/><path d="M98 62h24l9 40H89z" fill="#BF4608"/><path d="M94.5 78h31l2.2 10h-35.4z" fill="#fff"/><path d="M80 102h60c0 12-8 16-14 16H94c-6 0-14-4-14-16z" fill="#A23A06"/></g><path d="M58 116q8-6 16 0t16 0 16 0 16 0 16 0" stroke="#fff" stroke-width="2"/>`,
);
