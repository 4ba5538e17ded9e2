def log = new File(basedir, 'build.log').text
assert log.contains("${new File(basedir, 'src/main/models/broken.onnx')}: ")
