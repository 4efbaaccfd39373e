// Makes grpc-js ask the name server that an address names, instead of the system's. It reads this when it is loaded, so
// this module is imported before all others.
process.env.GRPC_NODE_USE_ALTERNATIVE_RESOLVER = 'true';
