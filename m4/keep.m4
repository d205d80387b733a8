dnl kept so that the folder exists
