import { BARK, BRASS, FLAME, INK, IRON, PAPER, SLATE, STEEL, WOOD, type Shape } from './palette.ts';
import { circle, each, ellipse, gleam, ground, path, rect, shade, stroke, turn } from './pen.ts';

export const bicycleBell: Shape = (c) =>
  ground(170) +
  rect(200, 540, 400, 56, SLATE, 28) +
  rect(350, 500, 100, 110, INK, 16) +
  path('M190 480a210 230 0 0 1 420 0z', c.main) +
  shade('M500 280q110 60 110 200h-120q50-90 10-200z') +
  rect(176, 470, 448, 34, c.dark, 17) +
  circle(400, 246, 24, BRASS) +
  stroke('M610 520q60-20 70-90', INK, 22) +
  gleam('M236 440q10-90 80-130l10 24q-56 40-62 106z');

export const helmet: Shape = (c) =>
  ground(190) +
  stroke('M270 520q20 90 130 100 80-10 130-100', INK, 16) +
  path('M180 510q-10-260 220-260t230 230q0 30-40 30z', c.main) +
  shade('M500 270q130 50 130 210 0 30-40 30h-120q60-110 30-240z') +
  each([0, 1, 2], (i) => path(`M${270 + i * 100} 460q${-10 + i * 14}-110 ${30 + i * 6}-150 34 40 20 150z`, c.deep)) +
  path('M180 510h410q20 0 24-20 20 40-24 50h-390q-24 0-20-30z', c.dark);

export const bikeLight: Shape = (c) =>
  ground(130) +
  path('M240 380l-120-110v270l120-110z', '#fff3c9') +
  rect(240, 310, 300, 190, c.main, 50) +
  shade('M240 440h300v10a50 50 0 0 1-50 50h-200a50 50 0 0 1-50-50z') +
  rect(222, 296, 60, 218, STEEL, 24) +
  circle(440, 370, 22, FLAME) +
  rect(350, 496, 100, 60, INK, 10) +
  stroke('M330 580a70 40 0 0 1 140 0', SLATE, 34) +
  gleam('M310 330h90v16h-90z');

export const pump: Shape = (c) =>
  ground(180) +
  rect(270, 160, 260, 44, c.dark, 22) +
  rect(388, 200, 24, 110, IRON) +
  rect(360, 300, 80, 300, c.main, 12) +
  shade('M410 300h18a12 12 0 0 1 12 12v288h-30z') +
  circle(400, 520, 60, INK) +
  circle(400, 520, 46, PAPER) +
  stroke('M400 520l22-24', c.accent, 8) +
  path('M240 640q20-50 120-50h80q100 0 120 50z', SLATE) +
  stroke('M450 590q150 10 120-150t-60-120', INK, 14) +
  rect(494, 280, 34, 60, c.accent, 10);

export const lock: Shape = (c) =>
  ground(150) +
  stroke('M280 460v-130a120 120 0 0 1 240 0v130', INK, 50) +
  stroke('M280 460v-130a120 120 0 0 1 240 0v130', SLATE, 22) +
  rect(220, 430, 360, 210, c.main, 36) +
  shade('M500 430h44a36 36 0 0 1 36 36v138a36 36 0 0 1-36 36h-44z') +
  circle(400, 520, 32, c.deep) +
  path('M386 530h28l12 60h-52z', c.deep) +
  gleam('M244 460h20v110h-20z');

export const saddle: Shape = (c) =>
  ground(120) +
  stroke('M300 400q60 90 200 60M400 460v160', IRON, 22) +
  path('M160 330q-20-70 70-70 110 0 190 50t180 50q60 10 40 50-20 26-90 16-160-26-250 24t-110 0-30-120z', c.main) +
  shade('M180 400q60 40 140 0 110-50 260-20 40 6 64-2-10 50-94 48-160-26-250 24t-110 0z') +
  each([230, 290], (x) => circle(x, 320, 10, BRASS)) +
  rect(378, 600, 44, 40, INK, 8);

export const pannier: Shape = (c) =>
  ground(180) +
  rect(240, 200, 320, 90, c.dark, 44) +
  path('M230 260h340l24 340a40 40 0 0 1-40 40h-308a40 40 0 0 1-40-40z', c.main) +
  shade('M500 260h70l24 340a40 40 0 0 1-40 40h-60z') +
  each([310, 480], (x) => rect(x - 16, 200, 32, 250, c.deep, 6)) +
  each([310, 480], (x) => rect(x - 26, 410, 52, 40, STEEL, 8)) +
  rect(330, 500, 140, 30, PAPER, 15);

export const multitool: Shape = (c) =>
  ground(160) +
  turn(
    -25,
    path('M270 370l-70-190h40l70 190z', STEEL),
    path('M360 370v-230h34v230z', IRON),
    path('M470 370l60-170h-20l50-20 10 50-60 150z', STEEL),
    rect(210, 350, 380, 190, c.main, 50),
    rect(210, 420, 380, 54, c.deep),
    each([270, 530], (x) => circle(x, 446, 22, STEEL)),
    each([270, 530], (x) => rect(x - 9, 441, 18, 10, INK)),
    gleam('M260 370h160v16h-160z'),
  );

export const gloves: Shape = (c) =>
  ground(160) +
  path(
    'M270 640v-190l-70-80q-16-40 30-46l60 50v-150q30-36 56 0v-34q32-34 60 0v34q32-30 58 4v46q34-24 54 12l-10 210-38 144z',
    c.main,
  ) +
  rect(262, 560, 256, 80, c.dark, 16) +
  rect(330, 580, 120, 36, c.pale, 10) +
  stroke('M346 230v110M406 220v120M464 250v96', c.dark, 8);

export const basket: Shape = (c) =>
  ground(180) +
  stroke('M270 330q0-150 130-150t130 150', BARK, 24) +
  path('M190 330h420l-50 290a24 24 0 0 1-24 20h-272a24 24 0 0 1-24-20z', WOOD) +
  stroke('M214 420h372M226 490h348M238 560h324', BARK, 12) +
  each([280, 340, 400, 460, 520], (x) => stroke(`M${x} 350L${400 + (x - 400) * 0.8} 624`, BARK, 8)) +
  rect(176, 312, 448, 46, c.main, 20) +
  path('M420 358h110v60l-55 30-55-30z', c.main);

export const bicycle: Shape = (c) =>
  ground(250) +
  each([240, 560], (x) => circle(x, 510, 122, INK) + circle(x, 510, 104, c.backdrop) + circle(x, 510, 14, IRON)) +
  each([240, 560], (x) => stroke(`M${x - 100} 510h200M${x} 410v200`, STEEL, 3)) +
  stroke('M240 510l110-170h170l-120 170zM400 510l-70-230', c.main, 20) +
  stroke('M560 510l-56-240h60', c.main, 20) +
  stroke('M290 276h80', BARK, 26) +
  stroke('M540 266h50q20 20 0 40', BARK, 18) +
  circle(400, 510, 34, SLATE) +
  ellipse(400, 510, 14, 14, STEEL);

export const tyre: Shape = (c) =>
  ground(170) +
  circle(400, 400, 232, INK) +
  circle(400, 400, 196, c.main) +
  circle(400, 400, 178, INK) +
  circle(400, 400, 150, c.disc) +
  each([0, 30, 60, 90, 120, 150], (a) => turn(a, rect(392, 168, 16, 24, SLATE, 4), rect(392, 608, 16, 24, SLATE, 4)));
