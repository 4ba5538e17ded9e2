import javax.imageio.ImageIO

def classes = new URLClassLoader([new File(basedir, 'target/classes').toURI().toURL()] as URL[], (ClassLoader) null)
def shapes = classes.loadClass('io.repqc.it.models.Shapes')
def picture = ImageIO.read(new File(root, 'examples/shapes/3-frame/000003.png'))
def image = new float[shapes.IMAGE_SIZE]
def scores = new float[shapes.SCORES_SIZE]
for (int i = 0; i < 1024; i++) {
  int colour = picture.getRGB(i % 32, i.intdiv(32))
  image[i] = (colour >> 16 & 0xFF) / 255f
  image[1024 + i] = (colour >> 8 & 0xFF) / 255f
  image[2048 + i] = (colour & 0xFF) / 255f
}

shapes.getDeclaredConstructor().newInstance().run(image, scores)

def best = (0..<scores.length).max { scores[it] }
assert shapes.LABELS[best] == 'frame'
assert new File(basedir, 'target/generated-sources/repqc/portable/Shapes.c').exists()
assert new File(basedir, 'target/classes/io/repqc/it/models/ShapesVector.class').exists() ==
    java.lang.module.ModuleFinder.ofSystem().find('jdk.incubator.vector').present
