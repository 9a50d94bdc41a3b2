import { BARK, CREAM, INK, WOOD, type Shape } from './palette.ts';
import { ground, path, rect, shade, stroke } from './pen.ts';

/** Stands for anything that has no drawing of its own. */
export const parcel: Shape = (c) =>
  ground(210) +
  rect(200, 260, 400, 380, WOOD, 14) +
  shade('M500 260h86a14 14 0 0 1 14 14v352a14 14 0 0 1-14 14h-86z') +
  path('M200 274a14 14 0 0 1 14-14h372a14 14 0 0 1 14 14v76h-400z', BARK) +
  rect(366, 260, 68, 380, c.light) +
  rect(366, 260, 68, 90, c.main) +
  rect(460, 500, 110, 90, CREAM, 6) +
  stroke('M480 530h70M480 556h44', INK, 7);
