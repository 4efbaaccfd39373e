/** Where the project lies in an image. Its packages keep the folders that they have in the project. */
export const appFolder = 'app';
