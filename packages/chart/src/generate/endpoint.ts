/** The port of gRPC servers, the ancestors' and ours. */
const grpcPort = 50_051;

/** Where a service's gRPC server answers inside a cluster, in the namespace of who asks. */
export const endpointOf = (service: string): string => `grpc://${service}:${grpcPort}`;
