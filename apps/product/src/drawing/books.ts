import { BARK, CREAM, FLAME, INK, LEAF, MOSS, PAPER, type Palette, type Shape } from './palette.ts';
import { circle, each, ellipse, gleam, ground, path, rect, shade, stroke } from './pen.ts';

/** A standing book; `motif` is drawn on its cover, 250–560 across and 170–620 down. */
const bound = (c: Palette, motif: string): string =>
  ground(190) +
  path('M236 170h330l24 16v454h-354z', CREAM) +
  rect(574, 192, 6, 440, '#d9ccb4') +
  rect(224, 160, 346, 480, c.main, 10) +
  motif +
  rect(224, 160, 40, 480, c.dark, 10) +
  gleam('M272 160h8v480h-8z');

/** The lines where a cover has its title, so that no lettering depends on a font. */
const lettering = (y: number, ink: string): string => stroke(`M330 ${y}h170M360 ${y + 36}h110`, ink, 14);

export const novel: Shape = (c) =>
  bound(
    c,
    circle(415, 330, 90, c.accent) + path('M264 420q90-70 160-10t146-20v240h-306z', c.deep) + lettering(520, PAPER),
  );

export const cookbook: Shape = (c) =>
  bound(
    c,
    circle(415, 340, 116, PAPER) +
      circle(415, 340, 82, c.pale) +
      path('M360 350q50-90 110-20-40 80-110 20z', LEAF) +
      circle(440, 370, 22, c.accent) +
      lettering(530, PAPER),
  );

export const natureBook: Shape = (c) =>
  bound(
    c,
    stroke('M415 480v-220', PAPER, 12) +
      each([0, 1, 2], (i) =>
        path(`M415 ${310 + i * 60}q-90 0-100-70 90-6 100 70zM415 ${310 + i * 60}q90 0 100-70-90-6-100 70z`, c.pale),
      ) +
      lettering(536, PAPER),
  );

export const atlas: Shape = (c) =>
  bound(
    c,
    circle(415, 340, 120, c.pale) +
      path('M340 290q40-60 90-40t20 70-70 30-40-60zM420 400q50-30 90-10-20 60-70 64z', LEAF) +
      stroke('M295 340h240M415 220q-90 120 0 240M415 220q90 120 0 240', PAPER, 5) +
      lettering(530, CREAM),
  );

export const childrensBook: Shape = (c) =>
  bound(
    c,
    circle(370, 250, 34, BARK) +
      circle(460, 250, 34, BARK) +
      ellipse(415, 330, 96, 90, BARK) +
      ellipse(415, 362, 44, 34, CREAM) +
      circle(380, 316, 10, INK) +
      circle(450, 316, 10, INK) +
      ellipse(415, 346, 14, 10, INK) +
      circle(330, 470, 14, FLAME) +
      circle(500, 470, 14, FLAME) +
      lettering(536, PAPER),
  );

export const handbook: Shape = (c) =>
  bound(
    c,
    rect(300, 210, 230, 150, PAPER, 12) +
      stroke('M336 256h158M336 286h158M336 316h90', c.dark, 10) +
      each([410, 450, 490], (y) => rect(300, y, 230, 16, c.light, 8)) +
      circle(415, 570, 26, c.accent),
  );

export const poetry: Shape = (c) =>
  bound(
    c,
    path('M350 480q10-200 150-260-10 180-120 210z', PAPER) +
      stroke('M340 500q50-150 130-240', c.dark, 8) +
      lettering(550, c.pale),
  );

export const bookStack: Shape = (c) =>
  ground(210) +
  rect(200, 550, 400, 90, c.dark, 12) +
  rect(230, 566, 360, 58, CREAM, 6) +
  rect(220, 460, 360, 90, c.light, 12) +
  rect(240, 476, 330, 58, PAPER, 6) +
  rect(190, 370, 390, 90, c.main, 12) +
  rect(190, 386, 360, 58, CREAM, 6) +
  rect(240, 290, 320, 80, c.accent, 12) +
  rect(250, 304, 300, 52, PAPER, 6) +
  stroke('M500 556v70l14-14 14 14v-70', FLAME, 10) +
  shade('M190 444h390v16h-390zM220 534h360v16h-360z');

export const openBook: Shape = (c) =>
  ground(240) +
  path('M140 300q150-50 260 20 110-70 260-20v330q-150-40-260 10-110-50-260-10z', c.main) +
  path('M164 290q140-40 236 30v300q-96-50-236-20z', PAPER) +
  path('M636 290q-140-40-236 30v300q96-50 236-20z', CREAM) +
  each([360, 410, 460, 510], (y) => stroke(`M206 ${y}q80-14 150 18M444 ${y + 18}q70-32 150-18`, c.light, 9)) +
  stroke('M400 320v300', MOSS, 4) +
  path('M500 292h44v120l-22-22-22 22z', c.accent);
