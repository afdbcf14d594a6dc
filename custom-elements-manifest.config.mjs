/** Source modules whose classes are published, with the file that a user imports. */
function publishedPath(path) {
  const element = /^src\/elements\/(case-[a-z]+)\.ts$/.exec(path);
  return element ? `dist/${element[1]}.js` : path.replace(/^src\/(index|define)\.ts$/, 'dist/$1.js');
}

const isPublic = (member) => (member.privacy ?? 'public') === 'public' && !/^[#_]/.test(member.name ?? '');

/** Keeps what a user of the elements may rely on: public members, under the paths of the package. */
function publicApi() {
  return {
    name: 'public-api',
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.modules = customElementsManifest.modules.filter((module) =>
        publishedPath(module.path).startsWith('dist/'),
      );
      for (const module of customElementsManifest.modules) {
        module.path = publishedPath(module.path);
        for (const exported of module.exports ?? []) {
          if (exported.declaration?.module)
            exported.declaration.module = publishedPath(exported.declaration.module);
        }
        for (const declaration of module.declarations ?? []) {
          if (declaration.members) declaration.members = declaration.members.filter(isPublic);
        }
      }
    },
  };
}

export default {
  globs: ['src/elements/case-*.ts', 'src/index.ts', 'src/define.ts'],
  outdir: 'dist',
  litelement: true,
  dependencies: false,
  packagejson: false,
  plugins: [publicApi()],
};
