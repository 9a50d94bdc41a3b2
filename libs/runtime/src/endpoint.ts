import { applyDecorators, HttpCode, SerializeOptions } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { Problem } from './problem.ts';

/**
 * Documents a route and whitelists its answer: what `view` does not declare is not sent.
 * @param view schema of the body; undefined for an answer without one (204)
 */
export function Endpoint(summary: string, view?: z.ZodType, status = view ? 200 : 204): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    HttpCode(status),
    ...(view
      ? [ApiResponse({ status, standardSchema: view, description: 'done' }), SerializeOptions({ schema: view })]
      : [ApiResponse({ status, description: 'done, nothing to say' })]),
    ApiResponse({ status: '4XX', standardSchema: Problem, description: 'refused' } as never),
  );
}
