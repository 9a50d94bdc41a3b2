import { fileURLToPath } from 'node:url';

/** The folder that proto imports are resolved against. */
export const PROTO_DIR = fileURLToPath(new URL('../proto', import.meta.url));

/** Services that speak gRPC; each has one proto package, `shopmesh.<name>.v1`. */
export type ProtoPackage = 'user' | 'product' | 'order' | 'payment';

/** The path of a service's proto below {@link PROTO_DIR}. */
export function protoFile(name: ProtoPackage): string {
  return `shopmesh/${name}/v1/${name}.proto`;
}
