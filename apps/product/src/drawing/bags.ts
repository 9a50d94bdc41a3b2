import { BARK, BRASS, INK, PAPER, SLATE, STEEL, type Shape } from './palette.ts';
import { circle, each, gleam, ground, path, rect, shade, stroke } from './pen.ts';

export const backpack: Shape = (c) =>
  ground(180) +
  stroke('M350 200q0-60 50-60t50 60', c.deep, 22) +
  path('M240 340q0-160 160-160t160 160v250a50 50 0 0 1-50 50h-220a50 50 0 0 1-50-50z', c.main) +
  shade('M480 200q80 40 80 140v250a50 50 0 0 1-50 50h-50q50-220 20-440z') +
  rect(280, 430, 240, 170, c.light, 34) +
  stroke('M300 480h200', c.dark, 9) +
  rect(386, 476, 28, 50, BRASS, 8) +
  stroke('M290 330h220', c.dark, 9) +
  each([216, 546], (x) => rect(x, 450, 38, 150, c.dark, 16));

export const tote: Shape = (c) =>
  ground(170) +
  stroke('M310 330q0-190 90-190t90 190', c.dark, 24) +
  path('M220 310h360l30 330h-420z', c.main) +
  shade('M510 310h70l30 330h-80z') +
  rect(214, 310, 372, 30, c.light) +
  circle(400, 480, 70, c.pale) +
  path('M400 530q-60-40-40-90 50 10 40 90zM404 530q0-70 50-80 10 60-50 80z', c.dark);

export const suitcase: Shape = (c) =>
  ground(170) +
  stroke('M340 230v-100h120v100', SLATE, 18) +
  rect(240, 220, 320, 390, c.main, 40) +
  shade('M480 220h40a40 40 0 0 1 40 40v310a40 40 0 0 1-40 40h-40z') +
  each([310, 370, 430, 490], (x) => rect(x - 6, 250, 12, 330, c.dark, 6)) +
  rect(350, 216, 100, 28, c.deep, 12) +
  each([290, 510], (x) => rect(x - 22, 604, 44, 36, INK, 14)) +
  gleam('M262 270h14v180h-14z');

export const wallet: Shape = (c) =>
  ground(190) +
  rect(240, 300, 300, 160, PAPER, 12) +
  rect(270, 320, 290, 150, c.accent, 12) +
  rect(200, 370, 400, 260, c.main, 30) +
  shade('M200 580h400v20a30 30 0 0 1-30 30h-340a30 30 0 0 1-30-30z') +
  path('M480 450h130v110h-130a55 55 0 0 1 0-110z', c.dark) +
  circle(490, 505, 18, BRASS) +
  `<rect x="218" y="388" width="364" height="224" rx="20" fill="none" stroke="${c.light}" stroke-width="4" stroke-dasharray="14 10"/>`;

export const messenger: Shape = (c) =>
  ground(210) +
  stroke('M210 400q-30-260 190-260t190 260', c.deep, 22) +
  rect(180, 350, 440, 290, c.dark, 30) +
  path('M180 340h440v170a60 60 0 0 1-60 60h-320a60 60 0 0 1-60-60z', c.main) +
  shade('M520 340h100v170a60 60 0 0 1-60 60h-70z') +
  each([290, 510], (x) => rect(x - 18, 500, 36, 110, BARK, 8) + rect(x - 26, 550, 52, 34, BRASS, 6));

export const duffel: Shape = (c) =>
  ground(260) +
  stroke('M290 430v-100q0-60 60-60h100q60 0 60 60v100', c.deep, 22) +
  rect(140, 380, 520, 260, c.main, 110) +
  shade('M600 400q60 40 60 110 0 130-110 130h-60q90-80 110-240z') +
  each([262, 502], (x) => rect(x, 380, 36, 260, c.dark)) +
  stroke('M320 420h160', PAPER, 8) +
  rect(320, 490, 160, 110, c.light, 20);

export const washBag: Shape = (c) =>
  ground(200) +
  stroke('M230 400q-70 0-60 80', c.deep, 18) +
  path('M230 350h340q50 0 60 60l10 180q0 50-50 50h-380q-50 0-50-50l10-180q10-60 60-60z', c.main) +
  shade('M190 560q210 50 448 0l2 30q0 50-50 50h-380q-50 0-50-50z') +
  stroke('M220 390h360', STEEL, 12) +
  rect(520, 380, 60, 24, BRASS, 8) +
  rect(330, 470, 140, 64, BARK, 10);

export const beltBag: Shape = (c) =>
  ground(190) +
  stroke('M150 360q250-120 500 0', c.deep, 30) +
  path('M200 370q200-60 400 0 50 250-120 260h-160q-170-10-120-260z', c.main) +
  shade('M540 354q40 6 60 16 50 250-120 260h-60q120-100 120-276z') +
  stroke('M240 420q160-40 320 0', c.pale, 10) +
  stroke('M290 520q110-30 220 0', c.dark, 10) +
  rect(540, 410, 20, 56, BRASS, 8);

export const umbrella: Shape = (c) =>
  ground(70) +
  stroke('M400 380v210a44 44 0 0 0 88 0', BARK, 22) +
  path('M150 400q20-220 250-220t250 220q-40-50-84 0-42-50-84 0-41-50-82 0-41-50-82 0-42-50-84 0-44-50-84 0z', c.main) +
  path('M318 400q10-150 82-220 72 70 82 220-41-50-82 0-41-50-82 0z', c.light) +
  rect(391, 150, 18, 40, BARK, 9);

export const laptopSleeve: Shape = (c) =>
  ground(230) +
  rect(190, 260, 420, 80, STEEL, 16) +
  rect(170, 310, 460, 320, c.main, 28) +
  shade('M170 560h460v42a28 28 0 0 1-28 28h-404a28 28 0 0 1-28-28z') +
  stroke('M190 350h420', c.dark, 10) +
  rect(340, 430, 120, 76, BARK, 10) +
  rect(580, 336, 26, 60, BRASS, 8);

export const purse: Shape = (c) =>
  ground(170) +
  path('M240 390q-60 250 160 250t160-250z', c.main) +
  shade('M500 390h60q60 250-160 250 120-70 100-250z') +
  stroke('M236 390a164 130 0 0 1 328 0z', BRASS, 22) +
  circle(384, 252, 22, BRASS) +
  circle(420, 252, 22, BRASS) +
  path('M270 384a130 100 0 0 1 260 0z', c.light) +
  stroke('M310 480q90 40 180 0', c.pale, 10);
