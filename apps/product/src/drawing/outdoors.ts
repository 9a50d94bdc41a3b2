import { BRASS, CREAM, FLAME, INK, IRON, PAPER, SLATE, STEEL, WOOD, type Shape } from './palette.ts';
import { circle, each, ellipse, gleam, ground, path, rect, shade, stroke, turn } from './pen.ts';

export const tent: Shape = (c) =>
  ground(260) +
  path('M400 230l250 410h-500z', c.main) +
  shade('M400 230l250 410h-160z') +
  path('M400 340l110 300h-220z', c.deep) +
  path('M400 340l-110 300h60q40-120 50-300z', c.light) +
  stroke('M386 206l14 24 14-24M150 640l-30 10M650 640l30 10', INK, 12) +
  circle(444, 330, 10, PAPER);

export const sleepingBag: Shape = (c) =>
  ground(150) +
  path('M280 300q0-140 120-140t120 140l-30 290q-10 50-60 50h-60q-50 0-60-50z', c.main) +
  shade('M440 166q80 20 80 134l-30 290q-10 50-60 50h-30q60-200 40-474z') +
  path('M320 300q0-96 80-96t80 96-80 60-80-60z', c.deep) +
  ellipse(400, 316, 56, 30, CREAM) +
  stroke('M292 420q108 40 216 0M302 500q98 40 196 0M310 570q90 34 180 0', c.dark, 8) +
  stroke('M456 350l-20 280', PAPER, 6);

export const lantern: Shape = (c) =>
  ground(130) +
  stroke('M300 330q0-170 100-170t100 170', INK, 14) +
  path('M310 280h180l24 60h-228z', c.main) +
  rect(300, 340, 200, 190, '#fff3c9', 10) +
  path('M400 390q50 60 30 100t-60 0 30-100z', FLAME) +
  each([330, 400, 470], (x) => rect(x - 4, 340, 8, 190, c.dark)) +
  rect(280, 526, 240, 114, c.main, 24) +
  shade('M460 526h36a24 24 0 0 1 24 24v66a24 24 0 0 1-24 24h-36z') +
  circle(400, 584, 22, c.pale) +
  rect(366, 244, 68, 40, c.dark, 10);

export const stove: Shape = (c) =>
  ground(150) +
  path('M300 470h200a30 30 0 0 1 30 30v110a30 30 0 0 1-30 30h-200a30 30 0 0 1-30-30v-110a30 30 0 0 1 30-30z', c.main) +
  shade('M460 470h40a30 30 0 0 1 30 30v110a30 30 0 0 1-30 30h-40z') +
  rect(270, 530, 260, 46, PAPER) +
  rect(360, 400, 80, 74, IRON, 10) +
  stroke('M440 440h90', SLATE, 16) +
  rect(520, 420, 40, 40, c.accent, 12) +
  path('M330 380h140l-20 26h-100z', STEEL) +
  stroke('M330 376l-70-50h-40M470 376l70-50h40M400 370v-44', INK, 14) +
  path('M340 316q-6-60 30-80 0 40 30 40 10-50 20-80 60 70 40 120z', FLAME);

export const hammock: Shape = (c) =>
  ground(210) +
  rect(140, 190, 34, 450, WOOD, 12) +
  rect(626, 190, 34, 450, WOOD, 12) +
  stroke('M160 260l70 70M640 260l-70 70', CREAM, 10) +
  path('M220 320q180 80 360 0 10 230-180 230t-180-230z', c.main) +
  path('M220 320q180 80 360 0-10 110-180 110t-180-110z', c.light) +
  stroke('M256 450q144 80 288 0', c.pale, 14) +
  stroke('M290 506q110 50 220 0', c.pale, 10);

export const compass: Shape = (c) =>
  ground(150) +
  rect(370, 150, 60, 70, BRASS, 16) +
  circle(400, 410, 214, c.dark) +
  circle(400, 410, 190, BRASS) +
  circle(400, 410, 168, PAPER) +
  each([0, 90, 180, 270], (a) => `<g transform="rotate(${a} 400 410)">${rect(394, 258, 12, 34, INK, 4)}</g>`) +
  `<g transform="rotate(35 400 410)">${path('M400 280l34 130h-68z', c.main)}${path('M400 540l34-130h-68z', IRON)}</g>` +
  circle(400, 410, 16, INK);

export const headtorch: Shape = (c) =>
  ground(150) +
  stroke('M200 420a200 150 0 0 1 400 0', c.main, 54) +
  stroke('M200 420a200 110 0 0 0 400 0', c.dark, 54) +
  rect(300, 420, 200, 190, INK, 44) +
  circle(400, 515, 70, STEEL) +
  circle(400, 515, 54, '#fff3c9') +
  circle(400, 515, 24, FLAME) +
  rect(372, 404, 56, 22, c.accent, 10);

export const mat: Shape = (c) =>
  ground(220) +
  path('M250 400h330q70 0 70 120t-70 120h-330z', c.main) +
  shade('M250 580h386q-20 60-56 60h-330z') +
  circle(250, 520, 120, c.dark) +
  circle(250, 520, 96, c.pale) +
  stroke('M250 520a26 26 0 0 1 52 0 52 52 0 0 1-104 0 74 74 0 0 1 74-74', c.dark, 12) +
  rect(400, 400, 34, 240, c.deep) +
  rect(540, 400, 34, 240, c.deep) +
  gleam('M290 420h90v18h-90z');

export const cooler: Shape = (c) =>
  ground(210) +
  stroke('M260 350v-90q0-30 30-30h220q30 0 30 30v90', IRON, 22) +
  rect(200, 380, 400, 260, c.main, 28) +
  shade('M520 380h52a28 28 0 0 1 28 28v204a28 28 0 0 1-28 28h-52z') +
  rect(186, 320, 428, 84, PAPER, 28) +
  rect(360, 386, 80, 54, c.dark, 10) +
  rect(240, 500, 320, 18, c.light, 9) +
  rect(240, 540, 320, 18, c.light, 9);

export const bottle: Shape = (c) =>
  ground(110) +
  rect(360, 150, 80, 46, c.deep, 12) +
  rect(340, 190, 120, 60, c.dark, 14) +
  path('M330 250h140q44 40 44 100v240a50 50 0 0 1-50 50h-128a50 50 0 0 1-50-50v-240q0-60 44-100z', c.main) +
  shade('M440 250h30q44 40 44 100v240a50 50 0 0 1-50 50h-24z') +
  gleam('M312 370h24v180h-24z') +
  path('M360 520l50-90 30 46 16-22 34 66z', PAPER);

export const boots: Shape = (c) =>
  ground(210) +
  path('M230 220h180v200q40 60 150 80 60 12 60 80v20h-390z', c.main) +
  shade('M230 480q160 60 390 60v60h-390z') +
  rect(216, 206, 208, 48, c.dark, 24) +
  rect(216, 594, 416, 46, INK, 18) +
  stroke('M350 300h74M350 350h80M366 400h84M400 444h86', CREAM, 12) +
  path('M230 300h60v180h-60z', c.dark);

export const knifeFolding: Shape = (c) =>
  ground(180) +
  turn(
    -20,
    path('M330 400q-160-10-230-120 140-30 250 50z', STEEL),
    path('M330 400q-160-10-230-120 160 60 240 70z', IRON),
    rect(310, 350, 400, 110, c.main, 55),
    shade('M320 420h388q-10 40-50 40h-300q-30-10-38-40z'),
    circle(366, 405, 20, BRASS),
    circle(650, 405, 16, c.deep),
    gleam('M400 370h200v14h-200z'),
  );
