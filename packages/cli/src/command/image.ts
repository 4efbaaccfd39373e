import type { Command } from 'commander';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';

/** `hawser image build`. */
export function addImage(program: Command): void {
  const image = program.command('image').description('build images without Docker');
  image
    .command('build')
    .description('build images of services, plugins and the initializer, and push or save them')
    .argument('[images...]', 'names: identity, plugin-host, initializer …')
    .option('-a, --all', 'every image of the project')
    .option('--push <repository>', 'push to HOST/PATH, where each image gets a repository of its name')
    .option(
      '--save <path>',
      'write an OCI layout into a folder, or a .tar that `docker load` reads, and the SBOM beside it',
    )
    .option('-t, --tag <tag>', 'tag (default: the version of the service)')
    .option('--base <image>', 'image with Node.js 24 or later (default: node:26-slim)')
    .option('--platform <platform>', 'linux/amd64 or linux/arm64 (default: this machine’s)')
    .option('--plain-http', 'registries but Docker Hub are spoken to by HTTP')
    .option('--dockerfile', 'print a Dockerfile that makes the same image')
    .option('--rootfs <folder>', 'write what the image adds to its base as files, a folder a layer')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples({
        'hawser image build identity --push registry.example.com/hawser': 'hawser/identity:VERSION',
        'hawser image build --all --push localhost:5000/hawser --tag 1.2.0': 'all images',
        'hawser image build identity --save identity.tar': 'for docker load -i identity.tar',
        'hawser image build identity --dockerfile > Dockerfile': 'for docker build .',
      }),
    )
    .action(async (images: string[], options) => {
      const { runImageBuild } = await import('../image/build.ts');
      await runImageBuild(images, options);
    });
}
