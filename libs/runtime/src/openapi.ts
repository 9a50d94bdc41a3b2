import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** Describes the HTTP side of an application from its routes and schemas. */
export function describeApi(app: Parameters<typeof SwaggerModule.createDocument>[0], name: string): OpenAPIObject {
  const info = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`Shopmesh ${name}`)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  return SwaggerModule.createDocument(app, info);
}

/** The OpenAPI document of a module without starting anything: no database, no port. */
export async function openApiOf(
  module: Parameters<typeof NestFactory.create>[0],
  name: string,
): Promise<OpenAPIObject> {
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return describeApi(app, name);
}

/** Answers GET /openapi.json; the document is made on the first request. */
export function serveOpenApi(app: NestFastifyApplication, name: string): void {
  let document: OpenAPIObject | undefined;
  app.getHttpAdapter().get('/openapi.json', (_request: unknown, reply: { send(body: unknown): void }) => {
    reply.send((document ??= describeApi(app, name)));
  });
}
