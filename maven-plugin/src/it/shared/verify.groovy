def jars = []
new File(localRepositoryPath, 'io/repqc/runtime').eachFileRecurse { if (it.name.endsWith('.jar')) jars << it }
def files = [new File(basedir, 'target/classes'), jars.first()]
def classes = new URLClassLoader(files.collect { it.toURI().toURL() } as URL[], (ClassLoader) null)
def shapes = classes.loadClass('io.repqc.it.models.Shapes')
def scores = new float[shapes.SCORES_SIZE]

shapes.getDeclaredConstructor().newInstance().run(new float[shapes.IMAGE_SIZE], scores)

assert scores.any { it != 0 }
assert !new File(basedir, 'target/classes/io/repqc/it/models/kernels').exists()
assert new File(basedir, 'target/classes/io/repqc/it/models/ShapesVector.class').exists() ==
    java.lang.module.ModuleFinder.ofSystem().find('jdk.incubator.vector').present
