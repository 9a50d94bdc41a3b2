import { serviceShape } from '@shopmesh/runtime';
import type { z } from 'zod';

export const shape = { ...serviceShape };

export type Config = z.infer<z.ZodObject<typeof shape>>;
