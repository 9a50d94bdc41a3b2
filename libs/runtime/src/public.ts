import { SetMetadata } from '@nestjs/common';

/** Metadata key of {@link Public}, read by the guard of `@shopmesh/auth`. */
export const PUBLIC = 'shopmesh:public';

/** Opens a route or a controller to callers without a token. Everything else is closed. */
export const Public = (): ClassDecorator & MethodDecorator => SetMetadata(PUBLIC, true);
