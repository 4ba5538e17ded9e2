def log = new File(basedir, 'build.log').text
assert log.contains("is called \"tiny\"")
assert log.contains("give one of them another <name>")
