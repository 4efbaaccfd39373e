export * from './image/index.ts';
export * from './package/index.ts';
export * from './repository/index.ts';
export * from './version/index.ts';
