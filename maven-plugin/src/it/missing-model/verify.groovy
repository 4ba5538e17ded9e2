def log = new File(basedir, 'build.log').text
assert log.contains("${new File(basedir, 'src/main/models/absent.onnx')}: there is no such file")
