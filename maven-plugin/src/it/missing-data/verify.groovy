def log = new File(basedir, 'build.log').text
assert log.contains("${new File(basedir, 'src/main/models/tiny.rq')}: ")
assert log.contains("${new File(basedir, 'src/main/data/absent.npy')}")
