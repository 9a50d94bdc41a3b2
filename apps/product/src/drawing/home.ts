import { BARK, BRASS, CREAM, FLAME, LEAF, MOSS, PAPER, STEEL, WOOD, type Shape } from './palette.ts';
import { circle, each, ellipse, gleam, ground, path, rect, shade, stroke } from './pen.ts';

export const cushion: Shape = (c) =>
  ground(200) +
  path('M190 240q210 50 420 0-40 190 0 390-210-40-420 0 40-200 0-390z', c.main) +
  shade('M540 254q40-4 70-14-40 190 0 390-40-8-90-14 60-180 20-362z') +
  each([300, 400, 500], (x) => stroke(`M${x} 262v340`, c.light, 18)) +
  each([190, 610], (x) => circle(x, 240, 18, c.accent) + circle(x, 630, 18, c.accent));

export const blanket: Shape = (c) =>
  ground(220) +
  path('M200 330h400a40 40 0 0 1 40 40v250h-480v-250a40 40 0 0 1 40-40z', c.main) +
  path('M200 330h400a40 40 0 0 1 40 40v110h-480v-110a40 40 0 0 1 40-40z', c.light) +
  each([240, 330, 420, 510], (x) => rect(x, 330, 36, 290, c.dark, 0)) +
  rect(160, 400, 480, 26, PAPER) +
  rect(160, 540, 480, 26, PAPER) +
  each([180, 225, 270, 315, 360, 405, 450, 495, 540, 585, 620], (x) => stroke(`M${x} 622v22`, c.dark, 7));

const bloom = (x: number, y: number, petals: string): string => circle(x, y, 34, petals) + circle(x, y, 13, FLAME);

export const vase: Shape = (c) =>
  ground(120) +
  stroke('M400 360q-20-110-90-170M400 360q10-120 20-230M404 360q30-100 100-140', MOSS, 9) +
  bloom(304, 182, c.accent) +
  bloom(422, 126, c.accent) +
  bloom(510, 214, c.accent) +
  path('M346 340h108q-20 70 40 120 50 60 0 150-16 30-40 30h-108q-24 0-40-30-50-90 0-150 60-50 40-120z', c.main) +
  shade('M420 340h34q-20 70 40 120 50 60 0 150-16 30-40 30h-50q100-140 16-300z') +
  stroke('M296 500q104 40 208 0', c.pale, 12) +
  rect(336, 326, 128, 28, c.dark, 14);

export const frame: Shape = (c) =>
  ground(190) +
  rect(210, 150, 380, 490, c.main, 12) +
  rect(244, 184, 312, 422, PAPER) +
  rect(284, 224, 232, 342, c.pale) +
  circle(450, 310, 40, FLAME) +
  path('M284 470l80-90 60 60 40-40 52 60v106h-232z', c.dark) +
  path('M284 530q110-60 232 0v36h-232z', LEAF) +
  gleam('M244 184h80l-80 160z');

export const rug: Shape = (c) =>
  ground(230) +
  each([150, 630], (x) => each([320, 370, 420, 470, 520, 570], (y) => stroke(`M${x} ${y}h20`, CREAM, 9))) +
  rect(170, 290, 460, 320, c.main, 10) +
  rect(196, 316, 408, 268, c.pale, 6) +
  rect(216, 336, 368, 228, c.dark, 4) +
  each(
    [308, 400, 492],
    (x) => path(`M${x} 370l46 80-46 80-46-80z`, c.light) + path(`M${x} 410l22 40-22 40-22-40z`, c.accent),
  );

export const mirror: Shape = (c) =>
  ground(130) +
  path('M400 130q60 0 60 50h-120q0-50 60-50z', BRASS) +
  ellipse(400, 400, 190, 236, c.main) +
  ellipse(400, 400, 160, 206, '#e4eef2') +
  path('M330 230q60-30 110-20l-170 300q-40-160 60-280z', PAPER) +
  path('M470 230q30 20 46 50l-150 296q-40-14-60-40z', PAPER);

export const stool: Shape = (c) =>
  ground(190) +
  stroke('M290 400l-60 230M510 400l60 230', BARK, 30) +
  stroke('M370 400l-20 200M430 400l20 200', BARK, 24) +
  stroke('M262 530h276', WOOD, 20) +
  rect(220, 330, 360, 80, c.main, 40) +
  rect(220, 320, 360, 50, c.light, 25);

export const shelf: Shape = (c) =>
  ground(190) +
  rect(220, 150, 360, 490, c.main, 10) +
  each([174, 330, 486], (y) => rect(244, y, 312, 132, c.pale, 4)) +
  each([c.dark, c.accent, CREAM, c.light], (spine, i) =>
    rect(262 + i * 34, 200 + (i % 2) * 16, 26, 106 - (i % 2) * 16, spine),
  ) +
  path('M450 462v-50h70v50z', CREAM) +
  path('M485 412q-50-10-46-62 46 10 46 62zM485 412q46-14 46-66-46 14-46 66z', LEAF) +
  rect(270, 400, 110, 62, c.accent, 8) +
  each([520, 568], (y) => rect(280, y, 180, 40, CREAM, 4)) +
  rect(480, 550, 50, 68, STEEL, 12);

export const hooks: Shape = (c) =>
  ground(160) +
  rect(150, 260, 500, 80, WOOD, 16) +
  each([230, 400, 570], (x) => stroke(`M${x} 300v100a32 32 0 0 1-64 0`, c.dark, 18) + circle(x, 300, 17, BRASS)) +
  path('M540 400q60 40 70 210h-120q10-170 50-210z', c.main) +
  circle(200, 430, 10, BRASS);

export const storageBasket: Shape = (c) =>
  ground(190) +
  path('M260 350q20-110 140-90t150 90z', CREAM) +
  path('M320 340q60-120 200-10z', c.light) +
  path('M200 340h400l-26 260a44 44 0 0 1-44 40h-260a44 44 0 0 1-44-40z', c.main) +
  each([390, 430, 470, 510, 550, 590], (y) => stroke(`M226 ${y}q29-14 58 0t58 0 58 0 58 0 58 0 58 0`, c.dark, 7)) +
  rect(190, 326, 420, 40, c.dark, 20) +
  stroke('M340 420q60 40 120 0', BARK, 20);
