import { join } from 'node:path';
import { Transport, type GrpcOptions } from '@nestjs/microservices';
import { PROTO_DIR, protoFile, type ProtoPackage } from '@shopmesh/contracts';

/** Nest's options for the gRPC side of a service, and for a client of it. @param url `host:port` */
export function grpcOptions(name: ProtoPackage, url: string): GrpcOptions {
  return {
    transport: Transport.GRPC,
    options: {
      package: `shopmesh.${name}.v1`,
      protoPath: join(PROTO_DIR, protoFile(name)),
      url,
      // int64 would be an object, and enum values bare numbers.
      loader: { includeDirs: [PROTO_DIR], longs: Number, enums: String, defaults: true, arrays: true, objects: true },
      gracefulShutdown: true,
      maxReceiveMessageLength: MAX_MESSAGE_BYTES,
      // A neighbour that restarts is found again within a second.
      channelOptions: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1000 },
    },
  };
}

const MAX_MESSAGE_BYTES = 1 << 20;
