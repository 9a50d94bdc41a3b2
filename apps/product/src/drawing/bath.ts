import { BARK, BRASS, CREAM, FLAME, IRON, LEAF, PAPER, STEEL, WOOD, type Shape } from './palette.ts';
import { circle, each, ellipse, gleam, ground, path, rect, shade, stroke, turn } from './pen.ts';

export const towel: Shape = (c) =>
  ground(190) +
  rect(170, 190, 460, 24, BRASS, 12) +
  path('M250 196h300v420a24 24 0 0 1-24 24h-252a24 24 0 0 1-24-24z', c.main) +
  shade('M470 196h80v420a24 24 0 0 1-24 24h-40q20-200-16-444z') +
  rect(250, 500, 300, 26, c.pale) +
  rect(250, 540, 300, 12, c.pale) +
  rect(250, 186, 300, 34, c.light, 10) +
  stroke('M270 634v24M320 634v24M370 634v24M420 634v24M470 634v24M520 634v24', c.dark, 6);

export const towelStack: Shape = (c) =>
  ground(220) +
  rect(180, 540, 440, 100, c.dark, 48) +
  rect(196, 438, 408, 100, c.main, 48) +
  rect(186, 336, 428, 100, c.light, 48) +
  each([386, 488, 590], (y) => stroke(`M230 ${y}h250`, PAPER, 8)) +
  path('M400 336q-60-60-10-130 60 60 10 130zM404 336q10-80 90-84-10 80-90 84z', LEAF);

export const soap: Shape = (c) =>
  ground(210) +
  rect(180, 560, 440, 50, WOOD, 24) +
  each([250, 550], (x) => rect(x - 30, 600, 60, 40, BARK, 8)) +
  rect(230, 400, 340, 168, c.main, 60) +
  rect(262, 424, 276, 96, c.light, 40) +
  stroke('M320 472h160', PAPER, 12) +
  circle(560, 350, 40, PAPER) +
  circle(506, 300, 22, PAPER) +
  circle(596, 280, 16, PAPER) +
  shade('M236 520q164 40 328 0-12 48-54 48h-220q-42 0-54-48z');

export const candle: Shape = (c) =>
  ground(140) +
  path('M400 130q60 80 30 130t-60 0 30-130z', FLAME) +
  path('M400 190q26 40 10 64t-26 0 16-64z', '#fff3c9') +
  stroke('M400 300v-40', BARK, 9) +
  path('M270 330h260v260a50 50 0 0 1-50 50h-160a50 50 0 0 1-50-50z', c.main) +
  shade('M460 330h70v260a50 50 0 0 1-50 50h-40q30-30 20-310z') +
  ellipse(400, 330, 130, 34, CREAM) +
  rect(310, 430, 180, 120, PAPER, 10) +
  stroke('M346 474h108M370 508h60', c.dark, 9);

export const dispenser: Shape = (c) =>
  ground(120) +
  stroke('M400 260v-70h-90', IRON, 24) +
  rect(280, 176, 40, 50, IRON, 10) +
  rect(360, 250, 80, 60, c.deep, 10) +
  path('M330 306h140q50 20 50 80v204a50 50 0 0 1-50 50h-140a50 50 0 0 1-50-50v-204q0-60 50-80z', c.main) +
  shade('M440 306h30q50 20 50 80v204a50 50 0 0 1-50 50h-40z') +
  rect(300, 420, 180, 140, PAPER, 10) +
  path('M390 520q-50-40-10-90 50 40 10 90z', LEAF) +
  gleam('M298 370h16v40h-16z');

export const tube: Shape = (c) =>
  ground(110) +
  path('M290 150h220l-30 400h-160z', c.main) +
  shade('M450 150h60l-30 400h-50z') +
  rect(284, 140, 232, 40, c.dark, 6) +
  rect(326, 550, 148, 90, PAPER, 14) +
  rect(326, 570, 148, 12, CREAM) +
  circle(400, 330, 62, c.pale) +
  stroke('M400 366v-60M400 340q-26 0-30-26M400 326q26 0 30-26', c.dark, 9);

export const brush: Shape = (c) =>
  ground(150) +
  turn(
    -35,
    rect(420, 372, 320, 56, WOOD, 28),
    ellipse(300, 400, 170, 104, c.main),
    ellipse(300, 392, 140, 80, c.light),
    each([220, 270, 320, 370], (x) => each([360, 392, 424], (y) => circle(x, y, 9, PAPER))),
    circle(706, 400, 11, BARK),
  );

export const robe: Shape = (c) =>
  ground(170) +
  path('M330 180h140l110 70 40 230-70 20-30-120v260h-240v-260l-30 120-70-20 40-230z', c.main) +
  path('M330 180l70 200 70-200h-30l-40 120-40-120z', c.light) +
  stroke('M400 380v256', c.dark, 7) +
  rect(280, 400, 240, 34, c.dark) +
  stroke('M420 420l30 110M400 420l-10 120', c.dark, 18) +
  each([310, 440], (x) => rect(x, 500, 60, 60, c.light, 8));

export const bathMat: Shape = (c) =>
  ground(250) +
  turn(
    -6,
    rect(160, 320, 480, 290, c.main, 40),
    each([360, 410, 460, 510, 560], (y) => stroke(`M210 ${y}q30-24 60 0t60 0 60 0 60 0 60 0 60 0`, c.pale, 12)),
  );

export const hotWaterBottle: Shape = (c) =>
  ground(140) +
  rect(366, 150, 68, 70, c.deep, 14) +
  path('M350 220h100l20 60q70 10 70 80v220a60 60 0 0 1-60 60h-160a60 60 0 0 1-60-60v-220q0-70 70-80z', c.main) +
  shade('M450 220l20 60q70 10 70 80v220a60 60 0 0 1-60 60h-40q60-210-30-420z') +
  stroke(
    'M300 400l50 40 50-40 50 40 50-40M300 470l50 40 50-40 50 40 50-40M300 540l50 40 50-40 50 40 50-40',
    c.pale,
    14,
  ) +
  rect(338, 206, 124, 30, c.dark, 12);

export const diffuser: Shape = (c) =>
  ground(120) +
  turn(-12, rect(392, 130, 12, 320, BARK)) +
  turn(-3, rect(396, 120, 12, 320, WOOD)) +
  turn(9, rect(396, 130, 12, 320, BARK)) +
  turn(18, rect(396, 150, 12, 300, WOOD)) +
  rect(360, 340, 80, 70, STEEL, 8) +
  path('M350 400h100q70 40 70 110v80a50 50 0 0 1-50 50h-140a50 50 0 0 1-50-50v-80q0-70 70-110z', c.main) +
  shade('M430 400h20q70 40 70 110v80a50 50 0 0 1-50 50h-50q50-110 10-240z') +
  rect(326, 500, 148, 90, PAPER, 8) +
  stroke('M356 536h88M376 564h48', c.dark, 8);

export const toothbrush: Shape = (c) =>
  ground(130) +
  turn(-14, rect(352, 120, 30, 360, WOOD, 15), rect(376, 130, 34, 90, PAPER, 6)) +
  turn(14, rect(424, 120, 30, 360, c.accent, 15), rect(396, 130, 34, 90, PAPER, 6)) +
  path('M290 380h220v220a40 40 0 0 1-40 40h-140a40 40 0 0 1-40-40z', c.main) +
  shade('M450 380h60v220a40 40 0 0 1-40 40h-40q30-100 20-260z') +
  rect(290, 440, 220, 20, c.pale) +
  gleam('M308 470h18v120h-18z');
