import * as audio from './audio.ts';
import * as bags from './bags.ts';
import * as bath from './bath.ts';
import * as books from './books.ts';
import * as coffee from './coffee.ts';
import * as cycling from './cycling.ts';
import * as garden from './garden.ts';
import * as home from './home.ts';
import * as kitchen from './kitchen.ts';
import * as office from './office.ts';
import * as outdoors from './outdoors.ts';
import { parcel } from './parcel.ts';
import type { Shape } from './palette.ts';
import * as toys from './toys.ts';

/** Every drawing by the name that the catalogue calls it. */
export const SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.entries({
    ...kitchen,
    ...coffee,
    ...home,
    ...outdoors,
    ...cycling,
    ...garden,
    ...books,
    ...office,
    ...audio,
    ...toys,
    ...bath,
    ...bags,
    parcel,
  }),
);
