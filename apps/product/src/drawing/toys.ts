import { BARK, BRASS, CREAM, FLAME, INK, PAPER, WOOD, type Shape } from './palette.ts';
import { circle, each, ellipse, gleam, ground, path, rect, shade, stroke, turn } from './pen.ts';

export const puzzle: Shape = (c) =>
  ground(200) +
  rect(200, 210, 190, 190, c.main, 8) +
  rect(390, 210, 190, 190, c.light, 8) +
  rect(200, 400, 190, 190, c.dark, 8) +
  circle(402, 305, 36, c.main) +
  circle(295, 388, 36, c.dark) +
  circle(485, 392, 36, c.disc) +
  circle(402, 495, 36, c.dark) +
  turn(12, rect(470, 400, 190, 190, c.accent, 8), circle(565, 388, 36, c.accent), circle(478, 495, 36, c.disc));

export const blocks: Shape = (c) =>
  ground(220) +
  rect(190, 460, 180, 180, c.main, 16) +
  rect(400, 460, 180, 180, c.accent, 16) +
  rect(300, 276, 180, 180, c.light, 16) +
  path('M390 150l90 122h-180z', c.dark) +
  circle(280, 550, 50, PAPER) +
  path('M490 500l50 90h-100z', PAPER) +
  rect(350, 326, 80, 80, PAPER, 10) +
  shade(
    'M190 616h180v8a16 16 0 0 1-16 16h-148a16 16 0 0 1-16-16zM400 616h180v8a16 16 0 0 1-16 16h-148a16 16 0 0 1-16-16z',
  );

export const teddy: Shape = (c) =>
  ground(170) +
  ellipse(300, 600, 66, 44, c.dark) +
  ellipse(500, 600, 66, 44, c.dark) +
  ellipse(266, 480, 44, 80, c.dark) +
  ellipse(534, 480, 44, 80, c.dark) +
  ellipse(400, 520, 130, 120, c.main) +
  ellipse(400, 540, 78, 76, c.pale) +
  circle(300, 210, 50, c.dark) +
  circle(500, 210, 50, c.dark) +
  ellipse(400, 290, 142, 126, c.main) +
  ellipse(400, 334, 62, 48, CREAM) +
  circle(346, 276, 14, INK) +
  circle(454, 276, 14, INK) +
  ellipse(400, 316, 20, 14, INK) +
  stroke('M376 350q24 20 48 0', INK, 6) +
  path('M400 420l-60-28v56zM400 420l60-28v56z', c.accent);

export const boardGame: Shape = (c) =>
  ground(220) +
  rect(190, 220, 420, 420, c.main, 24) +
  each([0, 1, 2, 3, 4, 5], (row) =>
    each([0, 1, 2, 3, 4, 5], (column) =>
      (row + column) % 2 ? '' : rect(220 + column * 60, 250 + row * 60, 60, 60, CREAM),
    ),
  ) +
  path('M300 530q-6-60 30-84a40 40 0 1 1 40 0q36 24 30 84z', c.accent) +
  path('M440 410q-6-60 30-84a40 40 0 1 1 40 0q36 24 30 84z', c.deep);

export const dice: Shape = (c) =>
  ground(190) +
  turn(
    -14,
    rect(200, 330, 230, 230, c.main, 44),
    each([270, 360], (x) => each([400, 490], (y) => circle(x, y, 20, PAPER))),
    circle(315, 445, 20, PAPER),
  ) +
  turn(
    16,
    rect(440, 370, 190, 190, PAPER, 38),
    circle(490, 420, 17, c.dark),
    circle(535, 465, 17, c.dark),
    circle(580, 510, 17, c.dark),
  );

export const cards: Shape = (c) =>
  ground(180) +
  turn(-22, rect(260, 220, 230, 340, c.dark, 22)) +
  turn(-4, rect(280, 220, 230, 340, c.light, 22), rect(302, 242, 186, 296, c.main, 12)) +
  turn(
    16,
    rect(320, 220, 230, 340, PAPER, 22),
    path('M435 470q-100-70-70-120 40-40 70 14 30-54 70-14 30 50-70 120z', c.accent),
    circle(352, 256, 11, c.accent),
    circle(518, 524, 11, c.accent),
  );

export const train: Shape = (c) =>
  ground(250) +
  rect(440, 290, 180, 260, c.main, 18) +
  rect(474, 330, 112, 90, c.pale, 10) +
  rect(416, 260, 228, 44, c.dark, 14) +
  rect(190, 400, 270, 150, c.light, 50) +
  rect(250, 300, 60, 110, c.dark, 8) +
  rect(236, 280, 88, 34, c.accent, 12) +
  circle(200, 476, 22, FLAME) +
  rect(170, 540, 470, 36, BARK, 10) +
  each([250, 370, 550], (x) => circle(x, 590, 50, INK) + circle(x, 590, 20, BRASS));

export const kite: Shape = (c) =>
  ground(110) +
  path('M430 130l170 190-210 220-150-250z', c.main) +
  path('M430 130l170 190-260-30z', c.light) +
  path('M340 300l50 240 210-220z', c.dark) +
  stroke('M430 130l-40 410M240 290l360 30', PAPER, 6) +
  stroke('M390 540q-70 30-20 70t-60 50', c.deep, 7) +
  path('M390 590l-44-24v40zM366 606l44-20v40z', c.accent);

export const ball: Shape = (c) =>
  ground(150) +
  circle(400, 420, 220, c.main) +
  path('M400 200q-150 220 0 440-220 0-220-220t220-220z', c.light) +
  path('M400 200q70 0 110 30-70 200 0 380-50 30-110 30-150-220 0-440z', PAPER) +
  shade('M560 268a220 220 0 0 1-320 300q220 60 320-300z') +
  circle(400, 210, 26, c.accent);

export const spinningTop: Shape = (c) =>
  ground(90) +
  rect(384, 150, 32, 130, WOOD, 16) +
  circle(400, 156, 30, c.accent) +
  path('M190 400q30-140 210-140t210 140z', c.light) +
  path('M190 400h420q-60 120-180 180l-30 60-30-60q-120-60-180-180z', c.main) +
  rect(176, 376, 448, 44, c.dark, 22) +
  stroke('M246 470q154 40 308 0', FLAME, 16) +
  gleam('M270 330q40-40 90-46l4 18q-40 8-72 40z');

export const stackingRings: Shape = (c) =>
  ground(190) +
  rect(384, 180, 32, 420, WOOD, 16) +
  circle(400, 190, 44, c.accent) +
  rect(320, 244, 160, 78, c.pale, 39) +
  rect(286, 322, 228, 78, c.light, 39) +
  rect(252, 400, 296, 78, c.main, 39) +
  rect(218, 478, 364, 84, c.dark, 42) +
  rect(200, 580, 400, 60, WOOD, 24) +
  gleam('M280 420h80v16h-80zM312 340h60v16h-60z');

export const doll: Shape = (c) =>
  ground(140) +
  stroke('M300 420l-60 100M500 420l60 100', CREAM, 34) +
  stroke('M360 560v60M440 560v60', CREAM, 34) +
  path('M350 350h100l80 220h-260z', c.main) +
  circle(400, 260, 108, CREAM) +
  path('M288 280q-10-150 112-150t112 150q-40-90-112-90t-112 90z', c.deep) +
  circle(364, 270, 10, INK) +
  circle(436, 270, 10, INK) +
  stroke('M372 310q28 22 56 0', c.accent, 7) +
  each([330, 400, 470], (x) => circle(x, 520, 13, c.pale)) +
  stroke('M310 626h60M430 626h60', BARK, 26);
