import { BRASS, CREAM, INK, IRON, LEAF, PAPER, SLATE, STEEL, WOOD, BARK, type Shape } from './palette.ts';
import { circle, each, gleam, ground, path, rect, shade, stroke, turn } from './pen.ts';

export const lamp: Shape = (c) =>
  ground(160) +
  path('M470 330l-90 260 330 0-130-290z', '#fff3c9') +
  rect(220, 606, 210, 34, c.dark, 17) +
  stroke('M320 610l-60-210 190-180', IRON, 20) +
  circle(260, 400, 24, c.dark) +
  path('M410 190q80-40 140 30l60 90-160 100-60-90q-40-80 20-130z', c.main) +
  shade('M500 180q30 10 50 40l60 90-50 32q-10-90-60-162z');

export const notebook: Shape = (c) =>
  ground(180) +
  turn(
    -6,
    rect(250, 170, 330, 460, CREAM, 20),
    rect(236, 160, 330, 460, c.main, 22),
    rect(236, 160, 56, 460, c.dark, 22),
    rect(500, 160, 20, 460, c.deep),
    rect(330, 250, 140, 90, PAPER, 10),
    stroke('M356 284h88M356 310h50', c.dark, 9),
    path('M400 618h30v56l-15-14-15 14z', c.accent),
  );

export const pen: Shape = (c) =>
  ground(170) +
  turn(
    -40,
    path('M120 400l110-44v88z', BRASS),
    stroke('M130 400h70', INK, 6),
    rect(226, 352, 190, 96, c.main, 16),
    rect(400, 346, 320, 108, c.dark, 40),
    rect(400, 346, 26, 108, BRASS, 6),
    rect(480, 330, 200, 22, BRASS, 11),
    gleam('M250 366h140v14h-140z'),
  );

export const keyboard: Shape = (c) =>
  ground(260) +
  rect(130, 400, 540, 230, c.main, 30) +
  rect(150, 418, 500, 180, c.deep, 18) +
  each([434, 486], (y) =>
    each([166, 214, 262, 310, 358, 406, 454, 502, 550, 598], (x) => rect(x, y, 38, 42, PAPER, 8)),
  ) +
  rect(166, 540, 86, 42, c.light, 8) +
  rect(264, 540, 272, 42, PAPER, 8) +
  rect(548, 540, 88, 42, c.accent, 8);

export const mouse: Shape = (c) =>
  ground(140) +
  stroke('M400 220q0-80 70-80t60-60', SLATE, 12) +
  path('M400 210q140 0 140 200v90q0 140-140 140t-140-140v-90q0-200 140-200z', c.main) +
  path('M400 210q140 0 140 200v10h-280v-10q0-200 140-200z', c.light) +
  stroke('M400 214v206', c.dark, 8) +
  rect(380, 290, 40, 90, INK, 20) +
  rect(388, 306, 24, 40, c.accent, 12);

export const chair: Shape = (c) =>
  ground(180) +
  path('M286 170q114-40 228 0l-16 230h-196z', c.main) +
  shade('M450 154q40 4 64 16l-16 230h-70z') +
  rect(388, 396, 24, 70, IRON) +
  rect(260, 440, 280, 64, c.dark, 30) +
  rect(386, 500, 28, 70, SLATE) +
  stroke('M400 566l-130 50M400 566l130 50M400 566v50', SLATE, 22) +
  each([264, 400, 536], (x) => circle(x, 622, 18, INK)) +
  stroke('M240 440v-70h50M560 440v-70h-50', INK, 18);

export const desk: Shape = (c) =>
  ground(260) +
  rect(140, 380, 520, 40, WOOD, 10) +
  stroke('M190 420l-20 214M610 420l20 214', c.dark, 24) +
  rect(390, 420, 210, 96, c.main, 10) +
  circle(495, 468, 13, BRASS) +
  rect(240, 230, 180, 120, INK, 12) +
  rect(254, 244, 152, 92, c.pale, 4) +
  rect(316, 346, 28, 34, IRON) +
  path('M500 380v-50h70v50z', c.accent) +
  path('M535 330q-50-10-44-64 44 10 44 64zM535 330q50-20 44-74-44 20-44 74z', LEAF);

export const penCup: Shape = (c) =>
  ground(130) +
  turn(-10, rect(330, 180, 34, 260, c.accent), path('M330 180l17-44 17 44z', CREAM)) +
  turn(4, rect(384, 160, 34, 260, c.light), path('M384 160l17-44 17 44z', CREAM)) +
  turn(16, rect(440, 200, 26, 240, STEEL, 13)) +
  rect(280, 380, 240, 260, c.main, 24) +
  shade('M450 380h46a24 24 0 0 1 24 24v212a24 24 0 0 1-24 24h-46z') +
  rect(280, 440, 240, 22, c.pale);

export const clock: Shape = (c) =>
  ground(160) +
  circle(400, 400, 232, c.main) +
  circle(400, 400, 196, PAPER) +
  each([0, 30, 60, 90, 120, 150], (a) =>
    turn(a, rect(394, 218, 12, 30, c.dark, 4), rect(394, 552, 12, 30, c.dark, 4)),
  ) +
  stroke('M400 400v-130', INK, 16) +
  stroke('M400 400l90 56', INK, 16) +
  stroke('M400 430l-40-130', c.accent, 7) +
  circle(400, 400, 18, INK);

export const laptopStand: Shape = (c) =>
  ground(220) +
  path('M240 220h320a20 20 0 0 1 20 20v220h-360v-220a20 20 0 0 1 20-20z', INK) +
  rect(244, 242, 312, 200, c.pale, 6) +
  path('M170 456h460l-20 34h-420z', STEEL) +
  path('M230 492h340l-60 54h-40l20-30h-180l20 30h-40z', c.dark) +
  path('M290 546h60l-40 94h-70zM450 546h60l50 94h-70z', c.main) +
  rect(220, 612, 360, 28, c.dark, 14) +
  stroke('M290 300h140M290 340h90', PAPER, 12);

export const tray: Shape = (c) =>
  ground(220) +
  each([0, 1, 2], (i) =>
    [
      path(`M220 ${330 + i * 100}h360l20 30h-400z`, PAPER),
      path(`M180 ${350 + i * 100}h60v40h320v-40h60v70a20 20 0 0 1-20 20h-400a20 20 0 0 1-20-20z`, c.main),
    ].join(''),
  ) +
  each([196, 590], (x) => rect(x, 300, 14, 330, c.dark, 6)) +
  stroke('M260 310h200', IRON, 6);

export const planner: Shape = (c) =>
  ground(190) +
  rect(220, 210, 360, 420, PAPER, 20) +
  path('M240 210h320a20 20 0 0 1 20 20v80h-360v-80a20 20 0 0 1 20-20z', c.main) +
  each([300, 400, 500], (x) => rect(x - 9, 180, 18, 70, SLATE, 9)) +
  each([356, 426, 496, 566], (y) => each([256, 332, 408, 484], (x) => rect(x, y, 56, 44, c.disc, 8))) +
  rect(408, 426, 56, 44, c.accent, 8) +
  stroke('M270 380l12 12 20-24M346 450l12 12 20-24', c.dark, 8);

export const deskMat: Shape = (c) =>
  ground(240) +
  turn(
    -8,
    rect(140, 270, 520, 330, c.dark, 24),
    rect(140, 260, 520, 330, c.main, 24),
    `<rect x="158" y="278" width="484" height="294" rx="14" fill="none" stroke="${c.pale}" stroke-width="5" stroke-dasharray="18 12"/>`,
    rect(230, 350, 230, 150, PAPER, 8),
    stroke('M260 390h160M260 424h160M260 458h90', c.light, 8),
    rect(520, 320, 26, 200, BARK, 13),
  );
