import { BARK, BRASS, CREAM, INK, IRON, PAPER, SLATE, STEEL, WOOD, type Shape } from './palette.ts';
import { circle, each, ellipse, gleam, ground, path, rect, shade, stroke } from './pen.ts';

export const headphones: Shape = (c) =>
  ground(170) +
  stroke('M220 470v-60a180 180 0 0 1 360 0v60', c.dark, 40) +
  stroke('M262 300a160 150 0 0 1 276 0', c.light, 14) +
  rect(180, 430, 100, 190, c.main, 46) +
  rect(520, 430, 100, 190, c.main, 46) +
  rect(262, 446, 50, 158, INK, 25) +
  rect(488, 446, 50, 158, INK, 25) +
  gleam('M200 480h18v90h-18z');

export const earbuds: Shape = (c) =>
  ground(170) +
  path('M330 360q-100 20-110-70t90-90 80 90v170a26 26 0 0 1-52 0z', PAPER) +
  ellipse(240, 270, 34, 46, SLATE) +
  path('M470 360q100 20 110-70t-90-90-80 90v170a26 26 0 0 0 52 0z', PAPER) +
  ellipse(560, 270, 34, 46, SLATE) +
  rect(220, 500, 360, 140, c.main, 66) +
  shade('M230 580h340q-16 60-60 60h-220q-44 0-60-60z') +
  circle(400, 540, 10, c.accent) +
  gleam('M280 516h80v14h-80z');

export const speaker: Shape = (c) =>
  ground(150) +
  rect(250, 170, 300, 470, c.main, 36) +
  shade('M480 170h34a36 36 0 0 1 36 36v398a36 36 0 0 1-36 36h-34z') +
  circle(400, 290, 66, c.deep) +
  circle(400, 290, 30, STEEL) +
  circle(400, 490, 116, c.deep) +
  circle(400, 490, 84, SLATE) +
  circle(400, 490, 36, STEEL);

export const portableSpeaker: Shape = (c) =>
  ground(230) +
  stroke('M600 420q80-70 40-150', c.accent, 14) +
  rect(160, 390, 480, 250, c.main, 120) +
  rect(190, 414, 420, 202, c.deep, 100) +
  each([450, 490, 530, 570], (y) => each([270, 322, 374, 426, 478, 530], (x) => circle(x, y, 9, c.light))) +
  rect(350, 376, 100, 26, c.dark, 13);

export const turntable: Shape = (c) =>
  ground(260) +
  rect(140, 290, 520, 320, c.main, 24) +
  rect(140, 560, 520, 60, c.dark, 20) +
  circle(340, 430, 138, INK) +
  each([110, 86], (r) => `<circle cx="340" cy="430" r="${r}" fill="none" stroke="${SLATE}" stroke-width="3"/>`) +
  circle(340, 430, 50, c.accent) +
  circle(340, 430, 9, PAPER) +
  circle(570, 350, 36, STEEL) +
  stroke('M570 350v120l-120 40', IRON, 16) +
  circle(580, 530, 18, CREAM) +
  each([200, 600], (x) => rect(x - 24, 612, 48, 28, INK, 8));

export const radio: Shape = (c) =>
  ground(220) +
  stroke('M540 300l80-160', IRON, 10) +
  stroke('M250 310v-50h230v50', BARK, 20) +
  rect(170, 300, 460, 340, c.main, 44) +
  rect(200, 340, 220, 260, CREAM, 24) +
  each([380, 420, 460, 500, 540], (y) => stroke(`M230 ${y}h160`, c.dark, 10)) +
  rect(450, 350, 150, 70, PAPER, 10) +
  stroke('M470 390h110', IRON, 5) +
  stroke('M520 366v40', c.accent, 8) +
  circle(490, 520, 40, BRASS) +
  circle(572, 520, 24, c.deep);

export const microphone: Shape = (c) =>
  ground(130) +
  stroke('M270 330v60a130 130 0 0 0 260 0v-60', SLATE, 20) +
  rect(388, 510, 24, 110, SLATE) +
  rect(280, 606, 240, 34, INK, 17) +
  rect(310, 160, 180, 300, c.main, 90) +
  path('M310 250a90 90 0 0 1 180 0v70h-180z', STEEL) +
  stroke('M330 220h140M318 256h164M318 292h164', IRON, 7) +
  rect(304, 316, 192, 30, c.dark, 8) +
  circle(400, 400, 15, c.accent);

export const cable: Shape = (c) =>
  ground(160) +
  `<circle cx="400" cy="400" r="150" fill="none" stroke="${c.main}" stroke-width="26"/>` +
  `<circle cx="416" cy="412" r="112" fill="none" stroke="${c.dark}" stroke-width="24"/>` +
  stroke('M400 550q-120 60-180 40M528 412q100 60 60 160', c.main, 24) +
  rect(130, 562, 110, 56, INK, 12) +
  rect(100, 576, 36, 28, BRASS, 6) +
  rect(556, 550, 60, 80, INK, 12) +
  rect(572, 622, 28, 30, BRASS, 6) +
  rect(232, 372, 76, 56, c.accent, 14);

export const recordCrate: Shape = (c) =>
  ground(220) +
  each([c.light, CREAM, c.accent, c.dark, c.pale], (sleeve, i) =>
    rect(220 + i * 60, 230 + (i % 3) * 18, 120, 300, sleeve, 8),
  ) +
  rect(180, 410, 440, 230, WOOD, 12) +
  stroke('M190 486h420M190 562h420', BARK, 8) +
  rect(330, 440, 140, 34, BARK, 17) +
  each([206, 594], (x) => circle(x, 440, 7, BARK) + circle(x, 610, 7, BARK));

export const soundbar: Shape = (c) =>
  ground(290) +
  rect(200, 250, 400, 240, INK, 14) +
  rect(214, 264, 372, 206, c.pale, 6) +
  path('M214 400l110-80 90 60 70-50 102 80v60h-372z', c.light) +
  rect(370, 490, 60, 40, SLATE) +
  rect(110, 540, 580, 100, c.main, 40) +
  rect(140, 560, 520, 60, c.deep, 28) +
  each([170, 220, 270, 320, 480, 530, 580, 630], (x) => circle(x, 590, 10, c.light)) +
  circle(400, 590, 12, c.accent);

export const amplifier: Shape = (c) =>
  ground(230) +
  rect(160, 380, 480, 240, c.main, 24) +
  rect(184, 404, 432, 192, STEEL, 14) +
  circle(280, 500, 62, INK) +
  stroke('M280 500v-44', c.accent, 10) +
  each([410, 480, 550], (x) => circle(x, 540, 26, SLATE)) +
  rect(390, 430, 190, 50, INK, 10) +
  stroke('M410 456h40M466 456h60', c.accent, 10) +
  each([220, 580], (x) => rect(x - 26, 616, 52, 24, INK, 8));
