import { BARK, CREAM, INK, IRON, LEAF, PAPER, STEEL, WOOD, type Shape } from './palette.ts';
import { circle, each, ellipse, gleam, ground, path, rect, shade, stroke, turn } from './pen.ts';

export const pan: Shape = (c) =>
  ground(190) +
  turn(
    -38,
    rect(520, 376, 250, 48, WOOD, 24),
    rect(500, 384, 90, 32, INK, 12),
    circle(730, 400, 9, BARK),
    circle(350, 400, 196, c.dark),
    circle(350, 400, 166, c.deep),
    gleam('M214 400a136 136 0 0 1 136-136v22a114 114 0 0 0-114 114z'),
  );

export const pot: Shape = (c) =>
  ground(200) +
  stroke('M230 400h-40a28 28 0 0 0 0 62h40M570 400h40a28 28 0 0 1 0 62h-40', c.dark, 24) +
  path('M220 360h360v220a60 60 0 0 1-60 60h-240a60 60 0 0 1-60-60z', c.main) +
  shade('M490 360h90v220a60 60 0 0 1-60 60h-60q30-20 30-60z') +
  path('M220 340a180 96 0 0 1 360 0z', c.light) +
  rect(204, 334, 392, 34, c.dark, 17) +
  rect(384, 224, 32, 30, c.deep) +
  rect(356, 200, 88, 34, c.deep, 17) +
  gleam('M252 392h26v180h-26z');

export const knife: Shape = (c) =>
  ground(170) +
  turn(
    -45,
    path('M110 372h350v80h-210q-90 0-140-80z', STEEL),
    path('M110 372h350v26h-330z', IRON),
    rect(456, 362, 30, 92, INK, 6),
    path('M486 366h170q50 0 50 40t-40 44h-180z', c.main),
    shade('M486 420h215q-10 30-35 30h-180z'),
    each([530, 590, 650], (x) => circle(x, 404, 10, BARK)),
  );

export const board: Shape = (c) =>
  ground(200) +
  turn(
    -12,
    rect(352, 130, 96, 150, WOOD, 40),
    rect(226, 214, 348, 420, WOOD, 40),
    circle(400, 174, 20, c.disc),
    stroke('M270 300h200M270 360h130M330 560h200M410 500h120', BARK, 6),
    path('M360 400a80 80 0 0 1 160 0 80 60 0 0 1-160 0z', c.main),
    stroke('M440 330q4-30 34-36', LEAF, 14),
    gleam('M384 394a58 50 0 0 1 40-42l4 14a40 40 0 0 0-28 30z'),
  );

export const bowl: Shape = (c) =>
  ground(150) +
  rect(320, 600, 160, 40, c.dark, 12) +
  path('M180 390h440a220 220 0 0 1-440 0z', c.main) +
  shade('M620 390a220 220 0 0 1-250 218q170-40 180-218z') +
  ellipse(400, 390, 220, 52, c.dark) +
  ellipse(400, 394, 190, 38, c.pale) +
  stroke('M236 490q164 70 328 0', PAPER, 12);

export const bowls: Shape = (c) =>
  ground(170) +
  path('M230 500h340a170 140 0 0 1-340 0z', c.dark) +
  path('M200 400h400a200 150 0 0 1-400 0z', c.main) +
  path('M170 300h460a230 160 0 0 1-460 0z', c.light) +
  ellipse(400, 300, 230, 50, c.dark) +
  ellipse(400, 304, 202, 38, c.pale);

export const whisk: Shape = (c) =>
  ground(110, 330) +
  turn(
    32,
    stroke('M400 400c-150 60-110 250 0 250s150-190 0-250z', IRON, 11),
    stroke('M400 400c-80 70-60 250 0 250s80-180 0-250M400 400v250', IRON, 9),
    rect(372, 130, 56, 280, c.main, 28),
    rect(372, 360, 56, 40, c.dark, 8),
    gleam('M384 160h12v190h-12z'),
  );

export const scale: Shape = (c) =>
  ground(210) +
  path('M230 420h340l50 220h-440z', c.main) +
  shade('M500 420h70l50 220h-90z') +
  rect(376, 360, 48, 64, IRON) +
  rect(190, 326, 420, 42, c.dark, 21) +
  circle(400, 530, 76, PAPER) +
  stroke('M400 530l34-40', c.accent, 10) +
  circle(400, 530, 11, INK) +
  each([348, 452], (x) => circle(x, 530, 6, INK)) +
  circle(400, 478, 6, INK);

export const jar: Shape = (c) =>
  ground(140) +
  path('M270 300q-20 20-20 60v230a50 50 0 0 0 50 50h200a50 50 0 0 0 50-50v-230q0-40-20-60z', PAPER) +
  path('M250 430h300v160a50 50 0 0 1-50 50h-200a50 50 0 0 1-50-50z', c.light) +
  rect(262, 230, 276, 74, WOOD, 18) +
  rect(262, 280, 276, 22, BARK, 8) +
  rect(310, 450, 180, 110, PAPER, 12) +
  stroke('M340 490h120M340 522h80', c.dark, 10) +
  gleam('M274 370h24v210h-24z');

export const rollingPin: Shape = (c) =>
  ground(200) +
  turn(
    -32,
    rect(96, 376, 608, 48, BARK, 24),
    rect(90, 370, 100, 60, c.main, 28),
    rect(610, 370, 100, 60, c.main, 28),
    rect(196, 330, 408, 140, WOOD, 30),
    shade('M196 420h408v20a30 30 0 0 1-30 30h-348a30 30 0 0 1-30-30z'),
    gleam('M226 352h350v16h-350z'),
  );

export const plate: Shape = (c) =>
  ground(180) +
  circle(400, 410, 226, c.main) +
  circle(400, 410, 206, PAPER) +
  circle(400, 410, 146, CREAM) +
  circle(400, 410, 134, PAPER) +
  stroke('M400 290a120 120 0 0 1 120 120', c.pale, 10);

export const mill: Shape = (c) =>
  ground(110) +
  path('M320 640q-6-60 26-130-30-60 0-130h108q30 70 0 130 32 70 26 130z', c.main) +
  shade('M420 380h34q30 70 0 130 32 70 26 130h-60q20-70-14-130 34-60 14-130z') +
  rect(330, 600, 140, 40, c.dark, 10) +
  rect(346, 356, 108, 30, STEEL, 8) +
  path('M334 356q-10-110 66-126 76 16 66 126z', c.dark) +
  circle(400, 214, 26, STEEL);

export const grater: Shape = (c) =>
  ground(140) +
  stroke('M340 240v-40a20 20 0 0 1 20-20h80a20 20 0 0 1 20 20v40', c.main, 34) +
  path('M310 240h180l50 400h-280z', STEEL) +
  path('M440 240h50l50 400h-60z', IRON) +
  each([310, 370, 430, 490, 550], (y) =>
    each([340, 385, 430], (x) => `<path d="M${x - 14} ${y}q14-22 28 0z" fill="${INK}"/>`),
  ) +
  rect(250, 606, 300, 34, c.dark, 14);

export const apron: Shape = (c) =>
  ground(150) +
  stroke('M330 250q0-110 70-110t70 110', c.dark, 16) +
  path('M316 240h168q0 120 86 150v210a40 40 0 0 1-40 40h-260a40 40 0 0 1-40-40v-210q86-30 86-150z', c.main) +
  stroke('M232 400q-50 30-64 90M568 400q50 30 64 90', c.dark, 14) +
  rect(300, 450, 200, 120, c.light, 20) +
  stroke('M400 456v108', c.main, 6) +
  rect(316, 240, 168, 26, c.dark);
