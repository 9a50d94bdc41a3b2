import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import { Public } from '@shopmesh/runtime';
import { z } from 'zod';
import { drawProduct } from './product.image.ts';

const Shape = z.string().regex(/^[a-zA-Z]{1,40}$/);
const Hue = z
  .string()
  .regex(/^\d{1,3}\.svg$/)
  .transform((file) => Number.parseInt(file, 10) % 360);

/** `hikingBoot` as people say it. */
function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Pictures of the demo catalogue, drawn on request: the path says what, so they can be cached for good. */
@Public()
@Controller('images')
export class ImageController {
  @Get(':shape/:hue')
  @ApiOperation({ summary: 'Draw the picture of a demo product' })
  @ApiProduces('image/svg+xml')
  @Header('content-type', 'image/svg+xml; charset=utf-8')
  @Header('cache-control', 'public, max-age=86400, immutable')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  draw(@Param('shape', { schema: Shape }) shape: string, @Param('hue', { schema: Hue }) hue: number): string {
    return drawProduct({ shape, hue, title: words(shape) });
  }
}
